package diagram

// Words are all the words of a drawing in one language. Those with a % are formats of package fmt.
type Words struct {
	Up, Down, NoCarrier, OtherEndDown, Dormant, Testing, NotPresent, Unknown string // states of a link

	Disabled, Listening, Learning, Forwarding, Blocking string // states of a bridge's port

	Exited string // a container whose process is gone
	Signs  Signs
	NAT    string // "NAT %s → out": whose packets get the host's address as they leave
	NotTo  string // "not %s": the link that this is not for

	// WithoutCarrier is NoCarrier as it stands in a sentence of Text.
	WithoutCarrier string

	More    string // "%d more": boxes that are out of sight
	Nothing string // there is no namespace at all
	OnlyLo  string // a namespace without any link

	// Sentences of Text.
	Host      string // "host": what stands before the colon for the lab's own namespace
	Here      string // the shell stands in this one
	Link      string // "%s is %s": name, state
	OtherEnd  string // "its other end is %s": name
	In        string // "%s in %s": name, namespace
	LostEnd   string // the other end is in a namespace without a name
	PortOf    string // "port of bridge %s"
	Ports     string // "a bridge with ports %s"
	NoPorts   string // "a bridge without ports"
	Kind      string // "of kind %s"
	NoAddress string // "no address"
	Default   string // "default route via %s through %s"
	DefaultOn string // "default route through %s"

	// Sentences of containers, and of where packets get other addresses.
	Container  string // "container %s": name
	Image      string // "from image %s"
	Process    string // "process %d"
	Gone       string // "container %s has exited"
	Masquerade string // "packets from %s …": whose packets leave with the namespace's own address
	But        string // "but not through %s"
	LeadsTo    string // "%s port %d leads to %s": protocol, port, where to
	Beyond     string // "%s, beyond the host": name

	Comma     string // between the parts of a sentence
	Semicolon string
	List      string // between the members of a list
	Colon     string
	Stop      string // at the end of a sentence
}

// Signs say what the signs of a drawing mean.
type Signs struct {
	Here, Plug, Unplugged, Bridge, Container, Exited, Out, In, Outside, Rest, Added, Changed, Removed string
}

// Sign is one line of the legend.
type Sign struct{ Mark, Meaning string }

// Legend tells the signs of a drawing of a lab.
func Legend(w Words) []Sign {
	s := w.Signs
	return []Sign{
		{"▶", s.Here}, {"● ─", s.Plug}, {"○ ╌", s.Unplugged}, {"┏ ┠", s.Bridge}, {signContainer, s.Container}, {signDead, s.Exited},
		{"│" + edgeOut.sign(true), s.Out}, {"│" + edgeIn.sign(true), s.In}, {"┄", s.Outside}, {"+1", s.Rest}, {markAdded, s.Added}, {markChanged, s.Changed}, {markRemoved, s.Removed},
	}
}

// English gives the English words.
func English() Words {
	return Words{
		Up: "up", Down: "down", NoCarrier: "no carrier", OtherEndDown: "the cable's other end is down",
		Dormant: "dormant", Testing: "testing", NotPresent: "not present", Unknown: "unknown",

		Disabled: "disabled", Listening: "listening", Learning: "learning", Forwarding: "forwarding", Blocking: "blocking",

		Exited: "exited", NAT: "NAT %s → out", NotTo: "not to %s",

		WithoutCarrier: "up, but without a carrier",

		More: "%d more", Nothing: "no namespace", OnlyLo: "no link",

		Host: "host", Here: "the shell stands here", Link: "%s is %s", OtherEnd: "its other end is %s", In: "%s in %s",
		LostEnd: "its other end is out of sight", PortOf: "port of bridge %s", Ports: "a bridge with ports %s",
		NoPorts: "a bridge without ports", Kind: "of kind %s", NoAddress: "no address",
		Default: "default route via %s through %s", DefaultOn: "default route through %s",
		Container: "container %s", Image: "image %s", Process: "process %d", Gone: "container %s has exited",
		Masquerade: "packets from %s leave with the host's address (NAT)", But: "but not through %s",
		LeadsTo: "its %s port %d leads to %s", Beyond: "%s (beyond the host)",
		Signs: Signs{
			Here: "the shell stands here", Plug: "a cable that carries", Unplugged: "a cable without carrier",
			Bridge: "a bridge and its ports", Container: "a container", Exited: "a container that ended",
			Out: "NAT: leaves as the host", In: "a published port leads in",
			Outside: "beyond the host", Rest: "one more address", Added: "new", Changed: "changed", Removed: "lost something",
		},
		Comma: ", ", Semicolon: "; ", List: ", ", Colon: ": ", Stop: ".",
	}
}

// Chinese gives the words in simplified Chinese.
func Chinese() Words {
	return Words{
		Up: "已启用", Down: "未启用", NoCarrier: "无载波", OtherEndDown: "网线另一端未启用",
		Dormant: "休眠", Testing: "测试中", NotPresent: "不存在", Unknown: "未知",

		Disabled: "已停用", Listening: "侦听", Learning: "学习", Forwarding: "转发", Blocking: "阻塞",

		Exited: "已退出", NAT: "NAT %s → 外部", NotTo: "%s 除外",

		WithoutCarrier: "已启用，但无载波",

		More: "还有 %d 个", Nothing: "没有命名空间", OnlyLo: "没有网络设备",

		Host: "主机 host", Here: "shell 在这里", Link: "%s %s", OtherEnd: "另一端是 %s", In: "%[2]s 中的 %[1]s",
		LostEnd: "看不到另一端", PortOf: "网桥 %s 的端口", Ports: "网桥，端口有 %s",
		NoPorts: "网桥，没有端口", Kind: "类型 %s", NoAddress: "没有地址",
		Default: "默认路由经 %s，走设备 %s", DefaultOn: "默认路由走设备 %s",
		Container: "容器 %s", Image: "镜像 %s", Process: "进程 %d", Gone: "容器 %s 已退出",
		Masquerade: "来自 %s 的包离开时换成主机的地址（NAT）", But: "走 %s 的除外",
		LeadsTo: "它的 %s 端口 %d 转到 %s", Beyond: "%s（主机之外）",
		Signs: Signs{
			Here: "shell 在这里", Plug: "通着的网线", Unplugged: "没有载波的网线", Bridge: "网桥和它的端口", Container: "容器", Exited: "已退出的容器",
			Out: "NAT：以主机的身份离开", In: "发布的端口，通往容器", Outside: "主机之外", Rest: "还有一个地址", Added: "新的",
			Changed: "变了", Removed: "少了什么",
		},
		Comma: "，", Semicolon: "；", List: "、", Colon: "：", Stop: "。",
	}
}
