<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ConversationList</name>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n peer</numerusform>
            <numerusform>%n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LadderPanel</name>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n packet</numerusform>
            <numerusform>%n packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::PeersPanel</name>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n peer</numerusform>
            <numerusform>%n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Ending</name>
    <message numerus="yes">
        <source>Ending %n conversation(s), and writing what is not on the disk yet ...</source>
        <translation>
            <numerusform>Ending %n conversation, and writing what is not on the disk yet ...</numerusform>
            <numerusform>Ending %n conversations, and writing what is not on the disk yet ...</numerusform>
        </translation>
    </message>
</context>
</TS>
