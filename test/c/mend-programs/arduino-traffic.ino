// Traffic light for the crossing at school
// written for an Uno
const int redPin = 12;    // red LED
const int yellowPin = 11; // yellow LED
const int greenPin = 10;  // green LED
const int buttonPin = 2;  // pedestrian button
bool requested = false;   // somebody wants to cross

void setup() {
  Serial.begin(115200); // for debugging
  pinMode(redPin, OUTPUT);
  pinMode(yellowPin, OUTPUT);
  pinMode(greenPin, OUTPUT);
  pinMode(buttonPin, INPUT_PULLUP); // pressed means LOW
}

// switches all lights off except one
void only(int pin) {
  digitalWrite(redPin, LOW);
  digitalWrite(yellowPin, LOW);
  digitalWrite(greenPin, LOW);
  digitalWrite(pin, HIGH);
}

void loop() {
  if (digitalRead(buttonPin) == LOW) { // pressed?
    requested = true;
    Serial.println("request // noted"); // not a comment inside
  }
  only(greenPin); // cars may go
  delay(requested ? 1000 : 5000); // shorter if someone waits
  only(yellowPin);
  delay(1500); // 1.5 seconds
  only(redPin);
  if (requested) {
    delay(8000); // long enough to walk
    requested = false;
  } else {
    delay(3000);
  }
}
