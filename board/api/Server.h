// What listens: the base of WiFiServer, as libraries for Arduino expect it.
#pragma once

#include "board/api/Print.h"

class Server : public Print {
 public:
  virtual void begin() = 0;
};
