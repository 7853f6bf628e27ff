/* fft: the discrete Fourier transform in place, for any length; sign -1 is the way to frequencies, +1 the way back (without dividing by n). */
#ifndef INTERP_SERIES_FFT_H
#define INTERP_SERIES_FFT_H

#include "base/arena.h"

void fourier(arena *mem, double *re, double *im, uint32_t n, double sign);

#endif
