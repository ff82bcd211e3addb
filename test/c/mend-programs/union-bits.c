#include <stdint.h>
typedef union
{
    uint8_t all; // the whole byte
    struct {
        uint8_t ready : 1; // bit 0
        uint8_t error : 1; // bit 1
        uint8_t : 2;       // reserved
        uint8_t channel : 4; // 0 to 15
    } bits;
} status_t;

enum color { RED, GREEN = 5, BLUE }; // three is enough
static status_t status = { .all = 0x31 };
static int matrix[2][3] = {
    { 1, 2, 3 }, // row one
    { 4, 5, 6 }  // row two
};

int sum(int rows, int m[][3])
{
    int total = 0; // result
    for (int r = 0; r < rows; r++) // rows
        for (int c = 0; c < 3; c++) // columns
            total += m[r][c];
    return total; // at most 21
}

int main(void)
{
    enum color c = BLUE; // start here
    status.bits.channel = 7;
    uint8_t *p = &status.all, v = *p; // alias it
    *p = v ^ 0x01; // flip ready
    if (c == BLUE && v) // always
        return sum(2, matrix);
    else
        return -1; // error
}
