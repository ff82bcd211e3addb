/* What programs commonly use, once each: build/train.cjs runs it so that its ways through the engine are kept compiled. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SQUARE(x) ((x) * (x))
#ifdef NATIVE
static uint32_t native_port;
#define PORT (*(volatile uint32_t *)&native_port)
#else
#define PORT (*(volatile uint32_t *)0x40010800)
#endif

typedef enum { RED, GREEN = 4, BLUE } Colour;
typedef struct Node {
  struct Node *next;
  union {
    int number;
    char text[8];
  } value;
  unsigned flag : 3;
  Colour colour;
} Node;
typedef int (*Operation)(int, int);

static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static const Operation OPERATIONS[] = {add, subtract};
static const char *const NAMES[] = {"add", "subtract"};
static uint8_t table[3][4] = {{1, 2}, {[2] = 7}};
static volatile int ticks;

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static Node *push(Node *list, int number) {
  Node *node = malloc(sizeof *node);
  if (node == NULL) return list;
  memset(node, 0, sizeof *node);
  node->next = list;
  node->value.number = number;
  node->flag = (unsigned)number & 7u;
  node->colour = number % 2 ? RED : BLUE;
  return node;
}

static void delay(volatile uint32_t turns) {
  while (turns--) ticks++;
}

int main(int argc, char **argv) {
  int numbers[] = {5, -3, 9, 0, 2}, sum = 0;
  double mean = 0.0;
  float third = 1.0f / 3;
  uint64_t wide = 0xffffffffffULL;
  char line[64], *end;
  Node *list = NULL;
  bool odd = false;

  qsort(numbers, COUNT(numbers), sizeof numbers[0], compare);
  for (size_t i = 0; i < COUNT(numbers); i++) {
    sum += numbers[i];
    list = push(list, numbers[i]);
    odd |= numbers[i] & 1;
  }
  mean = (double)sum / COUNT(numbers);
  for (int i = 0; i < 2; i++) printf("%s %d\n", NAMES[i], OPERATIONS[i](sum, i + 1));
  do {
    PORT = 1u << (sum & 15);
    PORT ^= 0x20;
    sum -= 4;
  } while (sum > 0);
  switch (list->colour) {
    case RED:
      puts("red");
      break;
    case GREEN:
    case BLUE:
    default:
      printf("%-6s|%5.2f|%08lx|%c|%u%%\n", "other", mean, (unsigned long)wide, 'x', 10u);
  }
  for (Node *node = list, *next; node != NULL; node = next) {
    next = node->next;
    wide = wide << 1 ^ (wide >> 63) ^ (uint64_t)node->value.number;
    free(node);
  }
  strcpy(line, "12 apples");
  strncat(line, " and more", sizeof line - strlen(line) - 1);
  if (strcmp(line, "12") > 0 && strstr(line, "more") && toupper(line[3]) == 'A') sum = (int)strtol(line, &end, 10);
  for (char *p = line; *p; ++p)
    if (isspace((unsigned char)*p)) *p = '_';
  delay(1000);
  if (ticks != 1000 || argc < 1) goto failed;
  printf("%s %d %lld %d %.3f %d %d\n", line, sum, (long long)(wide & 0xff), fibonacci(10), third, table[1][2], SQUARE(3));
  return odd ? EXIT_SUCCESS : (int)strlen(argv[0]) > 0;
failed:
  fprintf(stderr, "%s failed\n", argv[0]);
  return EXIT_FAILURE;
}
