// FreeRTOS: tasks that wait; a tick is a millisecond, or 10 with TICK_10.
#pragma once
#include "core.hpp"
typedef uint32_t TickType_t; typedef void *TaskHandle_t; typedef int BaseType_t; typedef unsigned UBaseType_t;
#ifdef TICK_10
#define portTICK_PERIOD_MS 10
#else
#define portTICK_PERIOD_MS 1
#endif
#define portTICK_RATE_MS portTICK_PERIOD_MS
#define pdMS_TO_TICKS(n) ((n) / portTICK_PERIOD_MS)
#define pdTRUE 1
#define pdFALSE 0
#define pdPASS 1
#define tskIDLE_PRIORITY 0
#define configMINIMAL_STACK_SIZE 128
#define portMAX_DELAY 0xffffffffu
inline int xTaskCreate(void (*f)(void *), const char *, int, void *a, int p, TaskHandle_t *) { truth::spawn(f, a, p); return 1; }
#define xTaskCreatePinnedToCore(f, n, s, a, p, h, core) xTaskCreate(f, n, s, a, p, h)
inline void vTaskStartScheduler() { truth::startTasks(); }
inline void vTaskDelay(uint32_t t) { truth::taskWait((double)t * portTICK_PERIOD_MS, portTICK_PERIOD_MS); }
inline TickType_t xTaskGetTickCount() { return (TickType_t)(truth::nowMs() / portTICK_PERIOD_MS); }
inline void vTaskDelayUntil(TickType_t *last, TickType_t n) { *last += n; double ms = (double)*last * portTICK_PERIOD_MS - truth::nowMs(); if (ms > 0) truth::taskWait(ms, 0.001); }
inline void vTaskDelete(void *) { truth::endTask(); }
