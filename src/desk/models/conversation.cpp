#include "desk/models/conversation.h"

namespace parley::desk::models {

Conversation::~Conversation() = default;

}  // namespace parley::desk::models
