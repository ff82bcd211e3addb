#include <stdint.h>
#include <stdio.h>
/* CRC-32, bit by bit, over four megabytes. */
static uint8_t data[4096];
int main(void)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (int i = 0; i < 4096; i++) data[i] = (uint8_t)(i * 31 + 7);
    for (int block = 0; block < 1024; block++)
        for (int i = 0; i < 4096; i++) {
            crc ^= data[i];
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1u) ? 0xEDB88320u : 0u);
        }
    printf("%08x\n", crc ^ 0xFFFFFFFFu);
    return 0;
}
