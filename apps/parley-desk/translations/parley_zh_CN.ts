<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About Parley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk with the things on your network, see every byte and every packet they say, and run them before you own them.

Apache License 2.0. Made with Qt %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New &amp;server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen on a port; devices connect to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a device or a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New serial &amp;port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shell of a real board, on USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a sketch on an emulated board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open a recording or capture ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of &amp;recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy as a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the same in a terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends it; its recording stays on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pac&amp;kets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close the side panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the l&amp;ist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the lo&amp;g</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the send bo&amp;x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening, nobody came yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording not whole</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>this PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client to server: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>server to client: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It carried the chosen message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Table for spreadsheets (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received bytes, as they came (*.bin)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Parley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>%1 B/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was being typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row by row, screen by screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First and last row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::bridge::FileConversation</name>
    <message>
        <source>Reading: %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings of Parley, and captures in pcapng or pcap form, can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::bridge::LogJobs</name>
    <message>
        <source>(The clipboard holds no more. Export the log to have all of it.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: nothing was copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::models::PeersModel</name>
    <message>
        <source>Octets that wait in Parley until the system takes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round-trip time, smoothed, as the system measures it (TCP_INFO)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments that were sent again, over the connection&apos;s life</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments under way that nobody acknowledged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long nothing came from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::models::RuleTable</name>
    <message>
        <source>no pattern yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no time yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no text yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than no time at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A regular expression (RE2); it looks at what a peer sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>500ms, 1s, 5m or 1h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n \XX {{COUNTER}}, {{1}} is what the first group matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n \XX {{COUNTER}} {{TIME}} and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When this comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::models::StartWords</name>
    <message>
        <source>a TLS server needs a certificate and its key: two PEM files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no network: one is written like 192.168.1.0/24 or fd00::/8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose a serial port first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no baud rate: one is a number such as 115200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose a sketch first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type a port: ports go from 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no port: ports go from 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type the address of the device first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an address has no spaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raw IP is for the command line: parley connect raw://HOST/PROTOCOL</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardForm</name>
    <message>
        <source>Sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bundled sketch, a folder with a sketch, or an .ino file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ketch:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ile…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an .ino file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fol&amp;der…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with a sketch of several files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sketch to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sketches (*.ino);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sketch&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardLink</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the packets are lost, on each way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long each packet takes, on each way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mend the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut the board&apos;s link: its Wi-Fi is gone until this is cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No loss, no delay, and the link is up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Loss:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dela&amp;y:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardPanel</name>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the board&apos;s reset button: its sketch begins anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its serial line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not run. When it does, its link can be broken here, and lines typed into its serial line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardShell</name>
    <message>
        <source>&amp;Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the board prints on its serial line appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line to the board&apos;s serial input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line for Serial.read(); Enter sends it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends the line, Up and Down call back earlier ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the line to the board (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not run: the line stays here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ClientForm</name>
    <message>
        <source>Messa&amp;ges:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>192.168.1.20 or a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device prints it when it has joined the network. HOST:PORT, [v6]:PORT and tcp:// udp:// tls:// are understood, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port of the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port on which the device listens: 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Por&amp;t:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tra&amp;nsport:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep trying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect again whenever it does not work or the connection is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept an&amp;y certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever answers is believed: anybody on the way can read and change what is said.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ComposePanel</name>
    <message>
        <source>Send what is in the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call back what was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what was being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a saved message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ &amp;New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another conversation (Ctrl+N), or an opened file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you start or open is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ExplanationBar</name>
    <message>
        <source>Explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this (it comes back with another failure)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::FileField</name>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::KindForm</name>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection: nothing is lost, and both sides know when it ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single datagrams, which may be lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP, encrypted; the recording holds the plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as they come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stream has no messages: a row is what came at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message ends with LF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>have their length in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32 bits, big-endian, then that many octets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is seldom changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LadderPanel</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which conversation&apos;s packets are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;onversation:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the e&amp;nd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the newest packets, and those that come (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Watch an interface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what goes over a network interface of this computer from now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest over TCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ended: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %L1 of its %L2 packets are not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No packets yet. They appear here as soon as one is sent: the handshake first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets are seen for boards that run here, for captures that you open (.pcap and .pcapng), and, where this computer permits it, for its network interfaces.

Each is an arrow between the two ends, with what it says in words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LadderView</name>
    <message>
        <source>Packets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogActions</name>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for a row with a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next row with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row before with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows with a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected rows to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rows, also those not on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the rows to a file: CSV, JSON lines, text or bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the rows there are. The recording keeps them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show cleared rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show again what was cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Only this peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows of the current row&apos;s peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay at the end while rows arrive. Scrolling up pauses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The current row whole, as text and as a hex dump (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He&amp;x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content in hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content as text and in hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of &amp;day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the &amp;start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time since the log&apos;s first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the &amp;row before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time since the row above</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogBar</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows with …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which rows are shown: by direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which rows are shown: by peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a row with …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop finding (Escape)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text or hex, times, find, copy, export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All peers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogDetail</name>
    <message>
        <source>The row as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row as a hex dump</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hex dump</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogNotice</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogPainter</name>
    <message>
        <source>, received from </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, sent to </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since start (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since row (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content, hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogPane</name>
    <message>
        <source>Looking for rows …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row is let through by the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared. The recording still has every row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show cleared rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by going on from the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by going on from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row has “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied 1 row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied %1 rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogSearch</name>
    <message>
        <source>Regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is a regular expression (RE2), over bytes: \xff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell A from a</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, event %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::MessageBar</name>
    <message>
        <source>empty line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More saved messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a button of what is in the box below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit, import and export saved messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit messages…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: %1. Right-click it to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported: %1 new of %2 messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported: %1 messages to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is larger than 4 MiB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::MessageEditor</name>
    <message>
        <source>it needs a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that of the send box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line &amp;end:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::PeersPanel</name>
    <message>
        <source>Peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;only this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the log by the chosen peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send &amp;to this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is typed goes to the chosen peer alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clos&amp;e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the connections of the chosen peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close every connection; the port stays open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not run. Who connects is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is connected. Who comes is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>shown are the %1 heard last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::Repeater</name>
    <message>
        <source>a millisecond is the shortest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 days are the longest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::RuleList</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen rule (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the rule up: the first that matches answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: when ^LED (\w+) comes, answer ok {{1}}\n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: every 2s, send tick {{COUNTER}}\n</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::RulesPanel</name>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ec&amp;ho: send back what comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Greet who connects:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am Server\n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{PEER}} {{ADDRESS}} {{TIME}} {{COUNTER}} and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ans&amp;wers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;peated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace these rules by those of a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write these rules to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy com&amp;mand line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same conversation as a command for a terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a conversation: what it says by itself is set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a recording: nobody is there to be answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in force: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::SendBar</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repeat: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 octets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter breaks the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>48 65 6c 6c 6f 0a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hello {{COUNTER}}\tat {{TIME}}\00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Octets are sent as they are written, without a line end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages have their length in front and no line end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is put behind what you send. A device that reads lines waits for LF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send what is in the box (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop &amp;repeating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Repeat every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the repeating has ended: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type the message first, then save it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the text is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent as it stands, in UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Octets: 48 65, 4865, 48:65 or 0x48, 0x65</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;o:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the same again and again, until it is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>500ms, 1s, 5m or 1h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::Sender</name>
    <message>
        <source>not listening yet: press Listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not connected yet: press Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not open yet: press Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not running yet: press Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is a recording: nothing can be sent to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody is connected yet: the text stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still connecting: the text stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device is not open yet: the text stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the board has not started yet: the text stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sent: too much waits to be sent already; the text stays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#%1 has left: choose whom to send to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{{PEER}} and {{ADDRESS}} can be filled in for %1 peers, and there are %2: choose one peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not taken by %1, where too much waits already; the others have it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::SerialForm</name>
    <message>
        <source>Serial port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ser&amp;ial port:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again which serial ports there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in Serial.begin(...) of the sketch; an ESP8266&apos;s own messages at its start have 74880</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Baud:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messa&amp;ges:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still no serial port. Some USB cables only charge: try another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No serial port is there. Plug the board in with a USB cable that carries data, then press Refresh.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ServerForm</name>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices connect to this port of this computer: 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Por&amp;t:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tra&amp;nsport:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cert&amp;ificate:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messa&amp;ges:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other networks that are served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only peers of this computer&apos;s own networks are served, and of those named here: 10.0.0.0/8 fd00::/8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also serve net&amp;works:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the chosen a&amp;ddress only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen on the address chosen above, not on all of this computer&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::StartForm</name>
    <message>
        <source>&amp;Listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ope&amp;n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ru&amp;n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;isconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Board</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TargetChooser</name>
    <message>
        <source>Send to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to all peers, or to one of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All peers (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (left)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TellPanel</name>
    <message>
        <source>Address of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses of this computer: the device reaches the one in its own network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address for the device&apos;s program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address and &amp;port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (likely)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – not an address of this computer now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is in no network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the network of the device first; its address appears here then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (UDP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (TLS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the device: %1  port %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only programs on this computer can reach this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TrustQuestion</name>
    <message>
        <source>&amp;Run once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it now, and ask again next time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Always for this sketch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it, and ask again only when its text has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not run it (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May this sketch run?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sketch is code, which runs on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sketch is code. It runs on this computer %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Ending</name>
    <message numerus="yes">
        <source>Ending %n conversation(s), and writing what is not on the disk yet ...</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::desk::window::MainWindow</name>
    <message>
        <source>There is no log yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - Parley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation has no such panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings and captures (*.pcapng *.pcap *.cap);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording or a capture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Middle</name>
    <message>
        <source>What is said appears here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every message with its time and its sender, recorded as it comes.
Press Listen above, and tell the device where to connect.
No device at hand? The tab Board runs one on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Program</name>
    <message>
        <source>This user may not open it yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parley::desk::window::SidePanel</name>
    <message>
        <source>Side panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the side panel (Ctrl+0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the side panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Board</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
