#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

/* How often the calling thread has asked the C library for memory since it began; what is grown counts too. */
unsigned long callocations_count(void);

#endif
