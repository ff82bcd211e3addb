/*
 * 不用 delay 的闪烁
 * 板子: Arduino Nano
 */
#define LED_PIN 13 // 板载灯
unsigned long previousMillis = 0; // 上次翻转的时间
const long interval = 1000; // 间隔(毫秒)
int ledState = LOW;

void setup() {
  pinMode(LED_PIN, OUTPUT); // 设为输出
}

void loop() {
  unsigned long currentMillis = millis(); // 当前时间
  // 到时间了就翻转
  if (currentMillis - previousMillis >= interval) {
    previousMillis = currentMillis;
    ledState = !ledState; // 取反
    digitalWrite(LED_PIN, ledState);
  }
}
