<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About Parley</source>
        <translation>关于 Parley</translation>
    </message>
    <message>
        <source>Talk with the things on your network, see every byte and every packet they say, and run them before you own them.

Apache License 2.0. Made with Qt %1.</source>
        <translation>与网络上的设备对话，看清它们说的每一个字节和每一个数据包，还没有硬件也能先运行。

Apache 许可证 2.0。使用 Qt %1 构建。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New &amp;server</source>
        <translation>新建服务器(&amp;S)</translation>
    </message>
    <message>
        <source>Listen on a port; devices connect to it</source>
        <translation>监听一个端口，由设备来连接</translation>
    </message>
    <message>
        <source>New &amp;client</source>
        <translation>新建客户端(&amp;C)</translation>
    </message>
    <message>
        <source>Connect to a device or a server</source>
        <translation>连接到设备或服务器</translation>
    </message>
    <message>
        <source>New serial &amp;port</source>
        <translation>新建串口(&amp;P)</translation>
    </message>
    <message>
        <source>The shell of a real board, on USB</source>
        <translation>通过 USB 使用真实开发板的终端</translation>
    </message>
    <message>
        <source>New &amp;board</source>
        <translation>新建开发板(&amp;B)</translation>
    </message>
    <message>
        <source>Run a sketch on an emulated board</source>
        <translation>在模拟开发板上运行程序</translation>
    </message>
    <message>
        <source>&amp;Open a recording or capture ...</source>
        <translation>打开记录或抓包文件(&amp;O) ...</translation>
    </message>
    <message>
        <source>Folder of &amp;recordings</source>
        <translation>记录文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>关于 Parley(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>Stop a&amp;ll</source>
        <translation>全部停止(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Copy as a command line</source>
        <translation>复制为命令行(&amp;C)</translation>
    </message>
    <message>
        <source>What does the same in a terminal</source>
        <translation>在终端里做同样事情的命令</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Remove from the list</source>
        <translation>从列表中移除(&amp;R)</translation>
    </message>
    <message>
        <source>Ends it; its recording stays on the disk</source>
        <translation>结束它；它的记录仍保留在磁盘上</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>下一个(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Peers</source>
        <translation>对端(&amp;P)</translation>
    </message>
    <message>
        <source>Pac&amp;kets</source>
        <translation>数据包(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>规则(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Board</source>
        <translation>开发板(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Close the side panel</source>
        <translation>关闭侧边栏(&amp;C)</translation>
    </message>
    <message>
        <source>Go to the l&amp;ist</source>
        <translation>转到列表(&amp;I)</translation>
    </message>
    <message>
        <source>Go to the lo&amp;g</source>
        <translation>转到日志(&amp;G)</translation>
    </message>
    <message>
        <source>Go to the send bo&amp;x</source>
        <translation>转到发送框(&amp;X)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Serial ports</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>开发板</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>Opening ...</source>
        <translation>正在打开 ...</translation>
    </message>
    <message>
        <source>Nothing in it</source>
        <translation>里面没有内容</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 个事件</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>收 %1</translation>
    </message>
    <message>
        <source>%1 out</source>
        <translation>发 %1</translation>
    </message>
    <message>
        <source>Listening, nobody came yet</source>
        <translation>正在监听，尚无人连接</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Connecting ...</source>
        <translation>正在连接 ...</translation>
    </message>
    <message>
        <source>Starting ...</source>
        <translation>正在启动 ...</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>recording not whole</source>
        <translation>记录不完整</translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n 个对端</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Ladder</name>
    <message>
        <source>this PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>client to server: %1</source>
        <translation>客户端到服务器：%1</translation>
    </message>
    <message>
        <source>server to client: %1</source>
        <translation>服务器到客户端：%1</translation>
    </message>
    <message>
        <source>It carried the chosen message.</source>
        <translation>它承载了所选的消息。</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>server</source>
        <translation>服务器</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Table for spreadsheets (*.csv)</source>
        <translation>电子表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Received bytes, as they came (*.bin)</source>
        <translation>收到的原始字节 (*.bin)</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Look</source>
        <translation>外观(&amp;L)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Parley</source>
        <translation>Parley(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>会话(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>%1 B/s</source>
        <translation>%1 B/s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>What was sent before</source>
        <translation>以前发送过的内容</translation>
    </message>
    <message>
        <source>What was being typed</source>
        <translation>正在输入的内容</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>保存的消息</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Row by row, screen by screen</source>
        <translation>逐行、逐屏</translation>
    </message>
    <message>
        <source>First and last row</source>
        <translation>第一行和最后一行</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>parley::desk::bridge::FileConversation</name>
    <message>
        <source>Reading: %1 %</source>
        <translation>正在读取：%1 %</translation>
    </message>
    <message>
        <source>Recordings of Parley, and captures in pcapng or pcap form, can be opened.</source>
        <translation>可以打开 Parley 的记录，以及 pcapng 或 pcap 格式的抓包文件。</translation>
    </message>
</context>
<context>
    <name>parley::desk::bridge::LogJobs</name>
    <message>
        <source>(The clipboard holds no more. Export the log to have all of it.)</source>
        <translation>（剪贴板放不下更多内容。要得到全部，请导出日志。）</translation>
    </message>
    <message>
        <source>Cancelled: nothing was copied.</source>
        <translation>已取消：没有复制任何内容。</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>已取消：没有写入文件。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>parley::desk::models::PeersModel</name>
    <message>
        <source>Octets that wait in Parley until the system takes them</source>
        <translation>在 Parley 中等待系统取走的字节数</translation>
    </message>
    <message>
        <source>Round-trip time, smoothed, as the system measures it (TCP_INFO)</source>
        <translation>系统测得的平滑往返时间 (TCP_INFO)</translation>
    </message>
    <message>
        <source>Segments that were sent again, over the connection&apos;s life</source>
        <translation>此连接自建立以来重传的报文段数</translation>
    </message>
    <message>
        <source>Segments under way that nobody acknowledged yet</source>
        <translation>已发出但尚未被确认的报文段数</translation>
    </message>
    <message>
        <source>How long nothing came from it</source>
        <translation>多久没有收到它的数据</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>静默</translation>
    </message>
</context>
<context>
    <name>parley::desk::models::RuleTable</name>
    <message>
        <source>no pattern yet</source>
        <translation>还没有模式</translation>
    </message>
    <message>
        <source>no time yet</source>
        <translation>还没有时间</translation>
    </message>
    <message>
        <source>no text yet</source>
        <translation>还没有文本</translation>
    </message>
    <message>
        <source>more than no time at all</source>
        <translation>要大于零</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>A regular expression (RE2); it looks at what a peer sends</source>
        <translation>正则表达式 (RE2)；用来匹配对端发来的内容</translation>
    </message>
    <message>
        <source>500ms, 1s, 5m or 1h</source>
        <translation>500ms、1s、5m 或 1h</translation>
    </message>
    <message>
        <source>\n \XX {{COUNTER}}, {{1}} is what the first group matched</source>
        <translation>\n \XX {{COUNTER}}，{{1}} 是第一个分组匹配的内容</translation>
    </message>
    <message>
        <source>\n \XX {{COUNTER}} {{TIME}} and others</source>
        <translation>\n \XX {{COUNTER}} {{TIME}} 等</translation>
    </message>
    <message>
        <source>When this comes</source>
        <translation>收到此内容时</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>parley::desk::models::StartWords</name>
    <message>
        <source>a TLS server needs a certificate and its key: two PEM files</source>
        <translation>TLS 服务器需要证书和私钥：两个 PEM 文件</translation>
    </message>
    <message>
        <source>%1 is no network: one is written like 192.168.1.0/24 or fd00::/8</source>
        <translation>%1 不是网络：应写成 192.168.1.0/24 或 fd00::/8 这样</translation>
    </message>
    <message>
        <source>choose a serial port first</source>
        <translation>请先选择串口</translation>
    </message>
    <message>
        <source>%1 is no baud rate: one is a number such as 115200</source>
        <translation>%1 不是波特率：应是 115200 这样的数字</translation>
    </message>
    <message>
        <source>choose a sketch first</source>
        <translation>请先选择程序</translation>
    </message>
    <message>
        <source>type a port: ports go from 1 to 65535</source>
        <translation>请输入端口：范围是 1 到 65535</translation>
    </message>
    <message>
        <source>%1 is no port: ports go from 1 to 65535</source>
        <translation>%1 不是端口：范围是 1 到 65535</translation>
    </message>
    <message>
        <source>type the address of the device first</source>
        <translation>请先输入设备的地址</translation>
    </message>
    <message>
        <source>an address has no spaces</source>
        <translation>地址中不能有空格</translation>
    </message>
    <message>
        <source>raw IP is for the command line: parley connect raw://HOST/PROTOCOL</source>
        <translation>原始 IP 请用命令行：parley connect raw://HOST/PROTOCOL</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardForm</name>
    <message>
        <source>Sketch</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>A bundled sketch, a folder with a sketch, or an .ino file</source>
        <translation>自带的程序、含有程序的文件夹或 .ino 文件</translation>
    </message>
    <message>
        <source>S&amp;ketch:</source>
        <translation>程序(&amp;K):</translation>
    </message>
    <message>
        <source>F&amp;ile…</source>
        <translation>文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Choose an .ino file</source>
        <translation>选择一个 .ino 文件</translation>
    </message>
    <message>
        <source>Fol&amp;der…</source>
        <translation>文件夹(&amp;D)…</translation>
    </message>
    <message>
        <source>Choose a folder with a sketch of several files</source>
        <translation>选择由多个文件组成的程序的文件夹</translation>
    </message>
    <message>
        <source>A sketch to run</source>
        <translation>要运行的程序</translation>
    </message>
    <message>
        <source>Sketches (*.ino);;All files (*)</source>
        <translation>Arduino 程序 (*.ino);;所有文件 (*)</translation>
    </message>
    <message>
        <source>A sketch&apos;s folder</source>
        <translation>程序的文件夹</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardLink</name>
    <message>
        <source>Loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>How many of the packets are lost, on each way</source>
        <translation>每个方向上丢失多少数据包</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>How long each packet takes, on each way</source>
        <translation>每个方向上每个数据包需要多久</translation>
    </message>
    <message>
        <source>Link &amp;down</source>
        <translation>断开链路(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Mend the link</source>
        <translation>恢复链路(&amp;M)</translation>
    </message>
    <message>
        <source>Cut the board&apos;s link: its Wi-Fi is gone until this is cleared</source>
        <translation>切断开发板的链路：取消勾选之前它没有 Wi-Fi</translation>
    </message>
    <message>
        <source>No loss, no delay, and the link is up</source>
        <translation>无丢包、无延迟，链路接通</translation>
    </message>
    <message>
        <source>&amp;Loss:</source>
        <translation>丢包(&amp;L):</translation>
    </message>
    <message>
        <source>Dela&amp;y:</source>
        <translation>延迟(&amp;Y):</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardPanel</name>
    <message>
        <source>&amp;Reset</source>
        <translation>复位(&amp;R)</translation>
    </message>
    <message>
        <source>Press the board&apos;s reset button: its sketch begins anew</source>
        <translation>按下开发板的复位键：程序重新开始</translation>
    </message>
    <message>
        <source>Its link</source>
        <translation>它的链路</translation>
    </message>
    <message>
        <source>Its serial line</source>
        <translation>它的串口</translation>
    </message>
    <message>
        <source>It does not run. When it does, its link can be broken here, and lines typed into its serial line.</source>
        <translation>它没有运行。运行时可以在这里破坏它的链路，并向它的串口输入内容。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::BoardShell</name>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Serial output</source>
        <translation>串口输出</translation>
    </message>
    <message>
        <source>What the board prints on its serial line appears here.</source>
        <translation>开发板从串口输出的内容显示在这里。</translation>
    </message>
    <message>
        <source>Line to the board&apos;s serial input</source>
        <translation>发往开发板串口的一行</translation>
    </message>
    <message>
        <source>A line for Serial.read(); Enter sends it</source>
        <translation>供 Serial.read() 读取的一行；按 Enter 发送</translation>
    </message>
    <message>
        <source>Enter sends the line, Up and Down call back earlier ones</source>
        <translation>Enter 发送此行，上下键调出以前的行</translation>
    </message>
    <message>
        <source>Send the line to the board (Enter)</source>
        <translation>把此行发送给开发板 (Enter)</translation>
    </message>
    <message>
        <source>The board does not run: the line stays here.</source>
        <translation>开发板没有运行：此行保留在这里。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ClientForm</name>
    <message>
        <source>Messa&amp;ges:</source>
        <translation>消息(&amp;G):</translation>
    </message>
    <message>
        <source>Address of the device</source>
        <translation>设备的地址</translation>
    </message>
    <message>
        <source>192.168.1.20 or a name</source>
        <translation>192.168.1.20 或名称</translation>
    </message>
    <message>
        <source>The device prints it when it has joined the network. HOST:PORT, [v6]:PORT and tcp:// udp:// tls:// are understood, too.</source>
        <translation>设备加入网络后会打印它。也可以输入 HOST:PORT、[v6]:PORT 以及 tcp:// udp:// tls://。</translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation>地址(&amp;D):</translation>
    </message>
    <message>
        <source>Port of the device</source>
        <translation>设备的端口</translation>
    </message>
    <message>
        <source>The port on which the device listens: 1 to 65535</source>
        <translation>设备监听的端口：1 到 65535</translation>
    </message>
    <message>
        <source>Por&amp;t:</source>
        <translation>端口(&amp;T):</translation>
    </message>
    <message>
        <source>Tra&amp;nsport:</source>
        <translation>传输(&amp;N):</translation>
    </message>
    <message>
        <source>&amp;Keep trying</source>
        <translation>持续重试(&amp;K)</translation>
    </message>
    <message>
        <source>Connect again whenever it does not work or the connection is lost</source>
        <translation>连接不上或连接断开时再次连接</translation>
    </message>
    <message>
        <source>Accept an&amp;y certificate</source>
        <translation>接受任何证书(&amp;Y)</translation>
    </message>
    <message>
        <source>Whoever answers is believed: anybody on the way can read and change what is said.</source>
        <translation>谁应答就相信谁：路上的任何人都能读取和修改内容。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>+ &amp;New</source>
        <translation>+ 新建(&amp;N)</translation>
    </message>
    <message>
        <source>Another conversation (Ctrl+N), or an opened file</source>
        <translation>另一个会话 (Ctrl+N)，或打开一个文件</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>What you start or open is listed here.</source>
        <translation>启动或打开的内容列在这里。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ExplanationBar</name>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Dismiss this (it comes back with another failure)</source>
        <translation>关闭此说明（再次失败时会重新出现）</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::FileField</name>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::KindForm</name>
    <message>
        <source>Transport</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>A connection: nothing is lost, and both sides know when it ends</source>
        <translation>一个连接：不会丢失数据，双方都知道它何时结束</translation>
    </message>
    <message>
        <source>Single datagrams, which may be lost</source>
        <translation>单个数据报，可能会丢失</translation>
    </message>
    <message>
        <source>TCP, encrypted; the recording holds the plain text</source>
        <translation>加密的 TCP；记录中保存的是明文</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>as they come</source>
        <translation>按到达的样子</translation>
    </message>
    <message>
        <source>A stream has no messages: a row is what came at once</source>
        <translation>流没有消息边界：一次到达的内容为一行</translation>
    </message>
    <message>
        <source>are lines</source>
        <translation>以行为单位</translation>
    </message>
    <message>
        <source>A message ends with LF</source>
        <translation>消息以 LF 结尾</translation>
    </message>
    <message>
        <source>have their length in front</source>
        <translation>前面带有长度</translation>
    </message>
    <message>
        <source>32 bits, big-endian, then that many octets</source>
        <translation>32 位大端长度，后面跟着那么多字节</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>更多(&amp;M)</translation>
    </message>
    <message>
        <source>What is seldom changed</source>
        <translation>很少需要修改的内容</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LadderPanel</name>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Which conversation&apos;s packets are shown</source>
        <translation>显示哪个会话的数据包</translation>
    </message>
    <message>
        <source>C&amp;onversation:</source>
        <translation>会话(&amp;O):</translation>
    </message>
    <message>
        <source>To the e&amp;nd</source>
        <translation>到末尾(&amp;N)</translation>
    </message>
    <message>
        <source>Show the newest packets, and those that come (End)</source>
        <translation>显示最新的数据包并跟随新的 (End)</translation>
    </message>
    <message>
        <source>&amp;Watch an interface</source>
        <translation>监视网络接口(&amp;W)</translation>
    </message>
    <message>
        <source>Show what goes over a network interface of this computer from now</source>
        <translation>从现在起显示本机某个网络接口上的数据包</translation>
    </message>
    <message>
        <source>The newest over TCP</source>
        <translation>最新的 TCP 会话</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 到 %3</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s)</source>
        <translation>
            <numerusform>%n 个数据包</numerusform>
        </translation>
    </message>
    <message>
        <source>Ended: %1.</source>
        <translation>已结束：%1。</translation>
    </message>
    <message>
        <source>The first %L1 of its %L2 packets are not kept.</source>
        <translation>%L2 个数据包中最早的 %L1 个没有保留。</translation>
    </message>
    <message>
        <source>No packets yet. They appear here as soon as one is sent: the handshake first.</source>
        <translation>还没有数据包。一有数据包就会出现在这里：最先是握手。</translation>
    </message>
    <message>
        <source>Packets are seen for boards that run here, for captures that you open (.pcap and .pcapng), and, where this computer permits it, for its network interfaces.

Each is an arrow between the two ends, with what it says in words.</source>
        <translation>这里可以看到在本机运行的开发板、打开的抓包文件（.pcap 和 .pcapng），以及在系统允许时本机网络接口的数据包。

每个数据包是两端之间的一个箭头，旁边用文字说明它的含义。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LadderView</name>
    <message>
        <source>Packets</source>
        <translation>数据包</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogActions</name>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Look for a row with a text</source>
        <translation>查找含有某段文本的行</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>The next row with it</source>
        <translation>下一个匹配的行</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>The row before with it</source>
        <translation>上一个匹配的行</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>筛选(&amp;I)</translation>
    </message>
    <message>
        <source>Show only rows with a text</source>
        <translation>只显示含有某段文本的行</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>The selected rows to the clipboard</source>
        <translation>把选中的行复制到剪贴板</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>All rows, also those not on screen</source>
        <translation>所有行，包括屏幕之外的</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the rows to a file: CSV, JSON lines, text or bytes</source>
        <translation>把行写入文件：CSV、JSON 行、文本或字节</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清除(&amp;L)</translation>
    </message>
    <message>
        <source>Hide the rows there are. The recording keeps them.</source>
        <translation>隐藏现有的行。记录会保留它们。</translation>
    </message>
    <message>
        <source>&amp;Show cleared rows</source>
        <translation>显示已清除的行(&amp;S)</translation>
    </message>
    <message>
        <source>Show again what was cleared</source>
        <translation>重新显示被清除的内容</translation>
    </message>
    <message>
        <source>&amp;Only this peer</source>
        <translation>只看此对端(&amp;O)</translation>
    </message>
    <message>
        <source>Show only rows of the current row&apos;s peer</source>
        <translation>只显示当前行所属对端的行</translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation>跟随(&amp;O)</translation>
    </message>
    <message>
        <source>Stay at the end while rows arrive. Scrolling up pauses it.</source>
        <translation>有新行时停留在末尾。向上滚动会暂停跟随。</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>The current row whole, as text and as a hex dump (Enter)</source>
        <translation>完整显示当前行：文本和十六进制 (Enter)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>Content as text</source>
        <translation>以文本显示内容</translation>
    </message>
    <message>
        <source>He&amp;x</source>
        <translation>十六进制(&amp;X)</translation>
    </message>
    <message>
        <source>Content in hexadecimal</source>
        <translation>以十六进制显示内容</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>两者(&amp;B)</translation>
    </message>
    <message>
        <source>Content as text and in hexadecimal</source>
        <translation>同时以文本和十六进制显示内容</translation>
    </message>
    <message>
        <source>Time of &amp;day</source>
        <translation>时刻(&amp;D)</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>本地时间</translation>
    </message>
    <message>
        <source>Since the &amp;start</source>
        <translation>自开始以来(&amp;S)</translation>
    </message>
    <message>
        <source>Time since the log&apos;s first row</source>
        <translation>自日志第一行以来的时间</translation>
    </message>
    <message>
        <source>Since the &amp;row before</source>
        <translation>自上一行以来(&amp;R)</translation>
    </message>
    <message>
        <source>Time since the row above</source>
        <translation>自上一行以来的时间</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogBar</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only rows with …</source>
        <translation>只显示含有此内容的行 …</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Which rows are shown: by direction</source>
        <translation>按方向选择显示哪些行</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Which rows are shown: by peer</source>
        <translation>按对端选择显示哪些行</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a row with …</source>
        <translation>查找含有此内容的行 …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop finding (Escape)</source>
        <translation>停止查找 (Escape)</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>更多(&amp;M)</translation>
    </message>
    <message>
        <source>More for the log</source>
        <translation>更多日志功能</translation>
    </message>
    <message>
        <source>Text or hex, times, find, copy, export</source>
        <translation>文本或十六进制、时间、查找、复制、导出</translation>
    </message>
    <message>
        <source>All peers</source>
        <translation>所有对端</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogDetail</name>
    <message>
        <source>The row as text</source>
        <translation>以文本显示此行</translation>
    </message>
    <message>
        <source>The row as a hex dump</source>
        <translation>以十六进制显示此行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>关闭详情</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>文本(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Hex dump</source>
        <translation>十六进制(&amp;H)</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>事件 %1</translation>
    </message>
    <message>
        <source>received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Show all (%1)</source>
        <translation>显示全部 (%1)</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogNotice</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogPainter</name>
    <message>
        <source>, received from </source>
        <translation>，收自 </translation>
    </message>
    <message>
        <source>, sent to </source>
        <translation>，发往 </translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Since start (s)</source>
        <translation>自开始 (s)</translation>
    </message>
    <message>
        <source>Since row (s)</source>
        <translation>自上一行 (s)</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Content, hexadecimal</source>
        <translation>内容（十六进制）</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation>十六进制</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogPane</name>
    <message>
        <source>Looking for rows …</source>
        <translation>正在查找行 …</translation>
    </message>
    <message>
        <source>No row is let through by the filter.</source>
        <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
        <source>Show &amp;all rows</source>
        <translation>显示所有行(&amp;A)</translation>
    </message>
    <message>
        <source>Cleared. The recording still has every row.</source>
        <translation>已清除。记录中仍有每一行。</translation>
    </message>
    <message>
        <source>&amp;Show cleared rows</source>
        <translation>显示已清除的行(&amp;S)</translation>
    </message>
    <message>
        <source>Found by going on from the end.</source>
        <translation>到末尾后从头继续，已找到。</translation>
    </message>
    <message>
        <source>Found by going on from the beginning.</source>
        <translation>到开头后从末尾继续，已找到。</translation>
    </message>
    <message>
        <source>No row has “%1”.</source>
        <translation>没有含有“%1”的行。</translation>
    </message>
    <message>
        <source>Finding …</source>
        <translation>正在查找 …</translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation>正在复制 …</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>正在导出 …</translation>
    </message>
    <message>
        <source>Copied 1 row.</source>
        <translation>已复制 1 行。</translation>
    </message>
    <message>
        <source>Copied %1 rows.</source>
        <translation>已复制 %1 行。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogSearch</name>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>The text is a regular expression (RE2), over bytes: \xff</source>
        <translation>文本是针对字节的正则表达式 (RE2)：\xff</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Tell A from a</source>
        <translation>区分 A 和 a</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>%1, event %2</source>
        <translation>%1，事件 %2</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::MessageBar</name>
    <message>
        <source>empty line</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON 文件 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>More saved messages</source>
        <translation>更多保存的消息</translation>
    </message>
    <message>
        <source>S&amp;ave</source>
        <translation>保存(&amp;A)</translation>
    </message>
    <message>
        <source>Make a button of what is in the box below</source>
        <translation>把下面框中的内容做成按钮</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>保存的消息</translation>
    </message>
    <message>
        <source>Edit, import and export saved messages</source>
        <translation>编辑、导入和导出保存的消息</translation>
    </message>
    <message>
        <source>&amp;Edit messages…</source>
        <translation>编辑消息(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Import messages</source>
        <translation>导入消息</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>导出消息</translation>
    </message>
    <message>
        <source>Send %1</source>
        <translation>发送 %1</translation>
    </message>
    <message>
        <source>Send: %1</source>
        <translation>发送：%1</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>编辑(&amp;E)…</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>左移(&amp;L)</translation>
    </message>
    <message>
        <source>Move &amp;right</source>
        <translation>右移(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Saved: %1. Right-click it to change it.</source>
        <translation>已保存：%1。右键单击可以修改它。</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>已删除：%1</translation>
    </message>
    <message>
        <source>Imported: %1 new of %2 messages</source>
        <translation>已导入：%2 条消息中的 %1 条新消息</translation>
    </message>
    <message>
        <source>Exported: %1 messages to %2</source>
        <translation>已导出：%1 条消息到 %2</translation>
    </message>
    <message>
        <source>it is larger than 4 MiB</source>
        <translation>它大于 4 MiB</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::MessageEditor</name>
    <message>
        <source>it needs a name</source>
        <translation>它需要一个名称</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>保存的消息</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} and others</source>
        <translation>\n \r \t \\ 以及 \XX 表示任意字节，{{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} 等</translation>
    </message>
    <message>
        <source>that of the send box</source>
        <translation>与发送框相同</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>行尾</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N):</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>文本(&amp;T):</translation>
    </message>
    <message>
        <source>Line &amp;end:</source>
        <translation>行尾(&amp;E):</translation>
    </message>
    <message>
        <source>a message</source>
        <translation>一条消息</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::PeersPanel</name>
    <message>
        <source>Peers</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Show &amp;only this one</source>
        <translation>只看这一个(&amp;O)</translation>
    </message>
    <message>
        <source>Filter the log by the chosen peer</source>
        <translation>日志只显示所选的对端</translation>
    </message>
    <message>
        <source>Send &amp;to this one</source>
        <translation>发送给这一个(&amp;T)</translation>
    </message>
    <message>
        <source>What is typed goes to the chosen peer alone</source>
        <translation>输入的内容只发给所选的对端</translation>
    </message>
    <message>
        <source>Clos&amp;e</source>
        <translation>关闭(&amp;E)</translation>
    </message>
    <message>
        <source>Close the connections of the chosen peers</source>
        <translation>关闭所选对端的连接</translation>
    </message>
    <message>
        <source>Close &amp;all</source>
        <translation>全部关闭(&amp;A)</translation>
    </message>
    <message>
        <source>Close every connection; the port stays open</source>
        <translation>关闭所有连接；端口保持打开</translation>
    </message>
    <message>
        <source>It does not run. Who connects is listed here.</source>
        <translation>它没有运行。连接上来的对端列在这里。</translation>
    </message>
    <message>
        <source>Nobody is connected. Who comes is listed here.</source>
        <translation>没有人连接。来的对端列在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n 个对端</numerusform>
        </translation>
    </message>
    <message>
        <source>shown are the %1 heard last</source>
        <translation>只显示最近有数据的 %1 个</translation>
    </message>
    <message>
        <source>received %1</source>
        <translation>已接收 %1</translation>
    </message>
    <message>
        <source>sent %1</source>
        <translation>已发送 %1</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::Repeater</name>
    <message>
        <source>a millisecond is the shortest</source>
        <translation>最短是一毫秒</translation>
    </message>
    <message>
        <source>24 days are the longest</source>
        <translation>最长是 24 天</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::RuleList</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the chosen rule (Del)</source>
        <translation>移除所选的规则 (Del)</translation>
    </message>
    <message>
        <source>Move the rule up: the first that matches answers</source>
        <translation>上移规则：第一条匹配的规则回复</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>下移规则</translation>
    </message>
    <message>
        <source>For example: when ^LED (\w+) comes, answer ok {{1}}\n</source>
        <translation>例如：收到 ^LED (\w+) 时，回复 ok {{1}}\n</translation>
    </message>
    <message>
        <source>For example: every 2s, send tick {{COUNTER}}\n</source>
        <translation>例如：每 2s 发送 tick {{COUNTER}}\n</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::RulesPanel</name>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON 文件 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Ec&amp;ho: send back what comes</source>
        <translation>回显：把收到的内容发回去(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Greet who connects:</source>
        <translation>问候连接者(&amp;G):</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候</translation>
    </message>
    <message>
        <source>I am Server\n</source>
        <translation>I am Server\n</translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{PEER}} {{ADDRESS}} {{TIME}} {{COUNTER}} and others</source>
        <translation>\n \r \t \\ 以及 \XX 表示任意字节，{{PEER}} {{ADDRESS}} {{TIME}} {{COUNTER}} 等</translation>
    </message>
    <message>
        <source>Ans&amp;wers</source>
        <translation>自动回复(&amp;W)</translation>
    </message>
    <message>
        <source>Re&amp;peated</source>
        <translation>定时发送(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Replace these rules by those of a file</source>
        <translation>用文件中的规则替换这些规则</translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation>导入规则</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Write these rules to a file</source>
        <translation>把这些规则写入文件</translation>
    </message>
    <message>
        <source>Export rules</source>
        <translation>导出规则</translation>
    </message>
    <message>
        <source>Copy com&amp;mand line</source>
        <translation>复制命令行(&amp;M)</translation>
    </message>
    <message>
        <source>The same conversation as a command for a terminal</source>
        <translation>同一会话在终端里的命令</translation>
    </message>
    <message>
        <source>Choose a conversation: what it says by itself is set here.</source>
        <translation>请选择一个会话：它自动说的内容在这里设置。</translation>
    </message>
    <message>
        <source>This is a recording: nobody is there to be answered.</source>
        <translation>这是一份记录：没有可以回复的对象。</translation>
    </message>
    <message>
        <source>not in force: %1</source>
        <translation>未生效：%1</translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>已导入：%1</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>已导出：%1</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::SendBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>repeat: %1</source>
        <translation>重复：%1</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>已发送 %1</translation>
    </message>
    <message>
        <source>%1, %2 left out</source>
        <translation>%1，略去 %2</translation>
    </message>
    <message>
        <source>%1 octets</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter breaks the line</source>
        <translation>Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>48 65 6c 6c 6f 0a</source>
        <translation>48 65 6c 6c 6f 0a</translation>
    </message>
    <message>
        <source>Hello {{COUNTER}}\tat {{TIME}}\00</source>
        <translation>Hello {{COUNTER}}\tat {{TIME}}\00</translation>
    </message>
    <message>
        <source>Octets are sent as they are written, without a line end</source>
        <translation>字节按所写的发送，不加行尾</translation>
    </message>
    <message>
        <source>Messages have their length in front and no line end</source>
        <translation>消息前面带长度，没有行尾</translation>
    </message>
    <message>
        <source>What is put behind what you send. A device that reads lines waits for LF.</source>
        <translation>加在发送内容后面的字符。按行读取的设备等待 LF。</translation>
    </message>
    <message>
        <source>Send what is in the box (Enter)</source>
        <translation>发送框中的内容 (Enter)</translation>
    </message>
    <message>
        <source>Stop &amp;repeating</source>
        <translation>停止重复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Repeat every</source>
        <translation>每隔此时间重复(&amp;R)</translation>
    </message>
    <message>
        <source>the repeating has ended: %1</source>
        <translation>重复已结束：%1</translation>
    </message>
    <message>
        <source>type the message first, then save it</source>
        <translation>请先输入消息，再保存</translation>
    </message>
    <message>
        <source>Text to send</source>
        <translation>要发送的文本</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>How the text is read</source>
        <translation>文本的解释方式</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Notation</source>
        <translation>转义</translation>
    </message>
    <message>
        <source>Sent as it stands, in UTF-8</source>
        <translation>按原样以 UTF-8 发送</translation>
    </message>
    <message>
        <source>Octets: 48 65, 4865, 48:65 or 0x48, 0x65</source>
        <translation>字节：48 65、4865、48:65 或 0x48, 0x65</translation>
    </message>
    <message>
        <source>\n \r \t \\ and \XX for any octet, {{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} and others</source>
        <translation>\n \r \t \\ 以及 \XX 表示任意字节，{{COUNTER}} {{TIME}} {{DATE}} {{RANDOM}} {{PEER}} 等</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>行尾</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>T&amp;o:</source>
        <translation>发给(&amp;O):</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Send the same again and again, until it is stopped</source>
        <translation>反复发送同样的内容，直到停止</translation>
    </message>
    <message>
        <source>Repeat every</source>
        <translation>重复间隔</translation>
    </message>
    <message>
        <source>500ms, 1s, 5m or 1h</source>
        <translation>500ms、1s、5m 或 1h</translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <translation>行尾(&amp;E):</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::Sender</name>
    <message>
        <source>not listening yet: press Listen</source>
        <translation>尚未监听：请按“监听”</translation>
    </message>
    <message>
        <source>not connected yet: press Connect</source>
        <translation>尚未连接：请按“连接”</translation>
    </message>
    <message>
        <source>not open yet: press Open</source>
        <translation>尚未打开：请按“打开”</translation>
    </message>
    <message>
        <source>not running yet: press Run</source>
        <translation>尚未运行：请按“运行”</translation>
    </message>
    <message>
        <source>this is a recording: nothing can be sent to it</source>
        <translation>这是一份记录：无法向它发送</translation>
    </message>
    <message>
        <source>nobody is connected yet: the text stays here</source>
        <translation>还没有人连接：文本保留在这里</translation>
    </message>
    <message>
        <source>still connecting: the text stays here</source>
        <translation>仍在连接：文本保留在这里</translation>
    </message>
    <message>
        <source>the device is not open yet: the text stays here</source>
        <translation>设备尚未打开：文本保留在这里</translation>
    </message>
    <message>
        <source>the board has not started yet: the text stays here</source>
        <translation>开发板尚未启动：文本保留在这里</translation>
    </message>
    <message>
        <source>not sent: too much waits to be sent already; the text stays here</source>
        <translation>未发送：等待发送的内容已经太多；文本保留在这里</translation>
    </message>
    <message>
        <source>#%1 has left: choose whom to send to</source>
        <translation>#%1 已离开：请选择发给谁</translation>
    </message>
    <message>
        <source>nothing to send</source>
        <translation>没有可发送的内容</translation>
    </message>
    <message>
        <source>{{PEER}} and {{ADDRESS}} can be filled in for %1 peers, and there are %2: choose one peer</source>
        <translation>{{PEER}} 和 {{ADDRESS}} 最多可为 %1 个对端填写，现在有 %2 个：请选择一个对端</translation>
    </message>
    <message>
        <source>not taken by %1, where too much waits already; the others have it</source>
        <translation>%1 没有接收，那里等待的内容已经太多；其他对端已收到</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::SerialForm</name>
    <message>
        <source>Serial port</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Ser&amp;ial port:</source>
        <translation>串口(&amp;I):</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Look again which serial ports there are</source>
        <translation>重新查找有哪些串口</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>波特率</translation>
    </message>
    <message>
        <source>As in Serial.begin(...) of the sketch; an ESP8266&apos;s own messages at its start have 74880</source>
        <translation>与程序中的 Serial.begin(...) 相同；ESP8266 启动时自己的信息用 74880</translation>
    </message>
    <message>
        <source>&amp;Baud:</source>
        <translation>波特率(&amp;B):</translation>
    </message>
    <message>
        <source>Messa&amp;ges:</source>
        <translation>消息(&amp;G):</translation>
    </message>
    <message>
        <source>Still no serial port. Some USB cables only charge: try another.</source>
        <translation>仍然没有串口。有些 USB 线只能充电：请换一根。</translation>
    </message>
    <message>
        <source>No serial port is there. Plug the board in with a USB cable that carries data, then press Refresh.</source>
        <translation>没有串口。请用能传数据的 USB 线连接开发板，然后按“刷新”。</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::ServerForm</name>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Devices connect to this port of this computer: 1 to 65535</source>
        <translation>设备连接到本机的这个端口：1 到 65535</translation>
    </message>
    <message>
        <source>Por&amp;t:</source>
        <translation>端口(&amp;T):</translation>
    </message>
    <message>
        <source>Tra&amp;nsport:</source>
        <translation>传输(&amp;N):</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>PEM 文件 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Cert&amp;ificate:</source>
        <translation>证书(&amp;I):</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>私钥(&amp;K):</translation>
    </message>
    <message>
        <source>Messa&amp;ges:</source>
        <translation>消息(&amp;G):</translation>
    </message>
    <message>
        <source>Other networks that are served</source>
        <translation>其他可以服务的网络</translation>
    </message>
    <message>
        <source>Only peers of this computer&apos;s own networks are served, and of those named here: 10.0.0.0/8 fd00::/8</source>
        <translation>只服务本机所在网络的对端，以及这里列出的网络：10.0.0.0/8 fd00::/8</translation>
    </message>
    <message>
        <source>Also serve net&amp;works:</source>
        <translation>也服务这些网络(&amp;W):</translation>
    </message>
    <message>
        <source>On the chosen a&amp;ddress only</source>
        <translation>只在所选地址上(&amp;D)</translation>
    </message>
    <message>
        <source>Listen on the address chosen above, not on all of this computer&apos;s</source>
        <translation>只监听上面所选的地址，而不是本机的所有地址</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::StartForm</name>
    <message>
        <source>&amp;Listen</source>
        <translation>监听(&amp;L)</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Ope&amp;n</source>
        <translation>打开(&amp;N)</translation>
    </message>
    <message>
        <source>Ru&amp;n</source>
        <translation>运行(&amp;N)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>D&amp;isconnect</source>
        <translation>断开连接(&amp;I)</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>停止重试</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>开发板</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TargetChooser</name>
    <message>
        <source>Send to</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>Send to all peers, or to one of them</source>
        <translation>发给所有对端，或其中之一</translation>
    </message>
    <message>
        <source>All peers</source>
        <translation>所有对端</translation>
    </message>
    <message>
        <source>All peers (%1)</source>
        <translation>所有对端 (%1)</translation>
    </message>
    <message>
        <source>%1 (left)</source>
        <translation>%1（已离开）</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TellPanel</name>
    <message>
        <source>Address of this computer</source>
        <translation>本机地址</translation>
    </message>
    <message>
        <source>Addresses of this computer: the device reaches the one in its own network</source>
        <translation>本机的地址：设备能到达与它同一网络的那个</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy the address for the device&apos;s program</source>
        <translation>复制地址，供设备的程序使用</translation>
    </message>
    <message>
        <source>Copy the &amp;address</source>
        <translation>复制地址(&amp;A)</translation>
    </message>
    <message>
        <source>Copy address and &amp;port</source>
        <translation>复制地址和端口(&amp;P)</translation>
    </message>
    <message>
        <source>%1 (likely)</source>
        <translation>%1（很可能）</translation>
    </message>
    <message>
        <source>%1 – not an address of this computer now</source>
        <translation>%1 – 现在不是本机的地址</translation>
    </message>
    <message>
        <source>This computer is in no network</source>
        <translation>本机不在任何网络中</translation>
    </message>
    <message>
        <source>Join the network of the device first; its address appears here then.</source>
        <translation>请先加入设备所在的网络；地址随后会出现在这里。</translation>
    </message>
    <message>
        <source>%1 (UDP)</source>
        <translation>%1 (UDP)</translation>
    </message>
    <message>
        <source>%1 (TLS)</source>
        <translation>%1 (TLS)</translation>
    </message>
    <message>
        <source>Tell the device: %1  port %2</source>
        <translation>告诉设备：%1  端口 %2</translation>
    </message>
    <message>
        <source>Only programs on this computer can reach this address.</source>
        <translation>只有本机上的程序能到达这个地址。</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
</context>
<context>
    <name>parley::desk::widgets::TrustQuestion</name>
    <message>
        <source>&amp;Run once</source>
        <translation>运行一次(&amp;R)</translation>
    </message>
    <message>
        <source>Run it now, and ask again next time</source>
        <translation>现在运行，下次再问</translation>
    </message>
    <message>
        <source>&amp;Always for this sketch</source>
        <translation>总是允许此程序(&amp;A)</translation>
    </message>
    <message>
        <source>Run it, and ask again only when its text has changed</source>
        <translation>运行它，只有内容改变时才再问</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Do not run it (Esc)</source>
        <translation>不运行 (Esc)</translation>
    </message>
    <message>
        <source>May this sketch run?</source>
        <translation>可以运行此程序吗？</translation>
    </message>
    <message>
        <source>Run %1?</source>
        <translation>运行 %1？</translation>
    </message>
    <message>
        <source>A sketch is code, which runs on this computer.</source>
        <translation>程序就是代码，会在本机上运行。</translation>
    </message>
    <message>
        <source>A sketch is code. It runs on this computer %1.</source>
        <translation>程序就是代码。它在本机上这样运行：%1。</translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Ending</name>
    <message numerus="yes">
        <source>Ending %n conversation(s), and writing what is not on the disk yet ...</source>
        <translation>
            <numerusform>正在结束 %n 个会话，并写入尚未存盘的内容 ...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parley::desk::window::MainWindow</name>
    <message>
        <source>There is no log yet</source>
        <translation>还没有日志</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>%1 - Parley</source>
        <translation>%1 - Parley</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>This conversation has no such panel.</source>
        <translation>此会话没有这样的面板。</translation>
    </message>
    <message>
        <source>Recordings and captures (*.pcapng *.pcap *.cap);;All files (*)</source>
        <translation>记录和抓包文件 (*.pcapng *.pcap *.cap);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a recording or a capture</source>
        <translation>打开记录或抓包文件</translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Middle</name>
    <message>
        <source>What is said appears here</source>
        <translation>所说的内容显示在这里</translation>
    </message>
    <message>
        <source>Every message with its time and its sender, recorded as it comes.
Press Listen above, and tell the device where to connect.
No device at hand? The tab Board runs one on this computer.</source>
        <translation>每条消息都带有时间和发送者，到达时即被记录。
按上面的“监听”，然后告诉设备连接到哪里。
手边没有设备？“开发板”标签可以在本机运行一个。</translation>
    </message>
</context>
<context>
    <name>parley::desk::window::Program</name>
    <message>
        <source>This user may not open it yet.</source>
        <translation>当前用户还不能打开它。</translation>
    </message>
</context>
<context>
    <name>parley::desk::window::SidePanel</name>
    <message>
        <source>Side panel</source>
        <translation>侧边栏</translation>
    </message>
    <message>
        <source>Close the side panel (Ctrl+0)</source>
        <translation>关闭侧边栏 (Ctrl+0)</translation>
    </message>
    <message>
        <source>Close the side panel</source>
        <translation>关闭侧边栏</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>开发板</translation>
    </message>
</context>
</TS>
