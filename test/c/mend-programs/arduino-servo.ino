#include <Servo.h>
#include <LiquidCrystal.h>
Servo arm; // the big one
LiquidCrystal lcd(12, 11, 5, 4, 3, 2); // RS, E, D4..D7
int pos = 0; // variable to store the servo position
String message = "ready"; // shown on the display

void setup() {
  arm.attach(9); // attaches the servo on pin 9
  lcd.begin(16, 2); // 16 columns, 2 rows
  lcd.print(message);
}

void loop() {
  for (pos = 0; pos <= 180; pos += 1) { // goes from 0 degrees to 180 degrees
    arm.write(pos); // tell servo to go to position
    delay(15); // waits 15 ms for the servo to reach it
  }
  lcd.setCursor(0, 1); // second line
  lcd.print(millis() / 1000); // uptime in s
}
