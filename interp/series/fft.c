/* fft: a series of complex numbers between time and frequency.
 *
 *   F[k] = sum over j of x[j] e^(-2 pi i j k / n);   the way back has +, and divides by n
 *
 * Lengths that are powers of two are halved in place. Any other length becomes a convolution with a chirp (Bluestein): with
 * jk = (j^2 + k^2 - (k - j)^2) / 2, the sum is a product of sequences that a longer power of two carries out. */
#include "interp/series/fft.h"

#include "interp/series/numbers.h"

#include <math.h>

static void swap(double *v, uint32_t i, uint32_t j)
{
    double t = v[i];
    v[i] = v[j];
    v[j] = t;
}

static void reverse_bits(double *re, double *im, uint32_t n)
{
    for (uint32_t i = 1, j = 0; i < n; i++) {
        uint32_t bit = n >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j |= bit;
        if (i < j) {
            swap(re, i, j);
            swap(im, i, j);
        }
    }
}

static void power_of_two(double *re, double *im, uint32_t n, double sign)
{
    reverse_bits(re, im, n);
    for (uint32_t half = 1; half < n; half *= 2)
        for (uint32_t k = 0; k < half; k++) {
            double angle = sign * M_PI * k / half, c = cos(angle), s = sin(angle);
            for (uint32_t i = k; i < n; i += 2 * half) {
                uint32_t j = i + half;
                double r = re[j] * c - im[j] * s, m = re[j] * s + im[j] * c;
                re[j] = re[i] - r;
                im[j] = im[i] - m;
                re[i] += r;
                im[i] += m;
            }
        }
}

/* Angle of the chirp at j: pi j^2 / n, with j^2 taken modulo 2n so that no digit is lost. */
static double chirp(uint64_t j, uint32_t n, double sign) { return sign * M_PI * (double)(j * j % (2 * (uint64_t)n)) / n; }

static void any_length(arena *mem, double *re, double *im, uint32_t n, double sign)
{
    uint32_t m = 1;
    while (m < 2 * n - 1) m *= 2;
    double *ar = ARENA_ARRAY(mem, double, m), *ai = ARENA_ARRAY(mem, double, m), *br = ARENA_ARRAY(mem, double, m), *bi = ARENA_ARRAY(mem, double, m);
    for (uint32_t j = 0; j < n; j++) {
        double c = cos(chirp(j, n, sign)), s = sin(chirp(j, n, sign));
        ar[j] = re[j] * c - im[j] * s;
        ai[j] = re[j] * s + im[j] * c;
        br[j] = br[(m - j) % m] = c;
        bi[j] = bi[(m - j) % m] = -s;
    }
    power_of_two(ar, ai, m, -1);
    power_of_two(br, bi, m, -1);
    for (uint32_t j = 0; j < m; j++) {
        double r = ar[j] * br[j] - ai[j] * bi[j];
        ai[j] = ar[j] * bi[j] + ai[j] * br[j];
        ar[j] = r;
    }
    power_of_two(ar, ai, m, 1);
    for (uint32_t j = 0; j < n; j++) {
        double c = cos(chirp(j, n, sign)) / m, s = sin(chirp(j, n, sign)) / m;
        re[j] = ar[j] * c - ai[j] * s;
        im[j] = ar[j] * s + ai[j] * c;
    }
}

void fourier(arena *mem, double *re, double *im, uint32_t n, double sign)
{
    if (n < 2) return;
    if ((n & (n - 1)) == 0) {
        power_of_two(re, im, n, sign);
    } else {
        any_length(mem, re, im, n, sign);
    }
}

static void transform(fn_ctx *cx, const datum *args, datum *out, double sign)
{
    numbers re, im;
    if (!numbers_ask(cx, args[0].dy, false, &re)) return;
    if (cx->call->n_args < 2)
        im = (numbers){ARENA_ARRAY(cx->mem, double, re.n + 1), NULL, re.n, false};
    else if (!numbers_ask(cx, args[1].dy, false, &im) || (im.n != re.n && !numbers_refuse(cx, "two series of different length")))
        return;
    fourier(cx->mem, re.v, im.v, re.n, sign);
    for (uint32_t i = 0; sign > 0 && i < re.n; i++) {
        re.v[i] /= re.n;
        im.v[i] /= re.n;
    }
    const dyn **both = ARENA_ARRAY(cx->mem, const dyn *, 2);
    both[0] = numbers_array(cx->mem, re.v, NULL, re.n, false);
    both[1] = numbers_array(cx->mem, im.v, NULL, re.n, false);
    fn_out_dyn(out, dyn_array(cx->mem, both, 2));
}

static void series_fft(fn_ctx *cx, const datum *args, datum *out) { transform(cx, args, out, -1); }
static void series_ifft(fn_ctx *cx, const datum *args, datum *out) { transform(cx, args, out, 1); }

const fn_row fn_rows_series_fft[] = {
    {.name = "series_fft", .sig = "(series: array, [series_imaginary: array]) -> dynamic", .each = series_fft, .tuple = "real: dynamic, imag: dynamic",
     .help = "A series of complex numbers from time to frequency, by the fast Fourier transform",
     .example = "print (re, im) = series_fft(dynamic([1, 0, 0, 0]))", .gives = "[1.0,1.0,1.0,1.0], [0.0,0.0,0.0,0.0]", .page = "series-fft-function"},
    {.name = "series_ifft", .sig = "(series: array, [series_imaginary: array]) -> dynamic", .each = series_ifft, .tuple = "real: dynamic, imag: dynamic",
     .help = "A series of complex numbers from frequency to time: what series_fft does, undone",
     .example = "print (re, im) = series_ifft(dynamic([1, 1, 1, 1]))", .gives = "[1.0,0.0,0.0,0.0], [0.0,0.0,0.0,0.0]", .page = "series-ifft-function"},
    {0}};
