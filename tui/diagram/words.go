package diagram

// Words are all the words of a drawing in one language. Those with a % are formats of package fmt.
type Words struct {
	Up, Down, NoCarrier, OtherEndDown, Dormant, Testing, NotPresent, Unknown string // states of a link

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
	Comma     string // between the parts of a sentence
	Semicolon string
	List      string // between the members of a list
	Colon     string
	Stop      string // at the end of a sentence
}

// English gives the English words.
func English() Words {
	return Words{
		Up: "up", Down: "down", NoCarrier: "no carrier", OtherEndDown: "the cable's other end is down",
		Dormant: "dormant", Testing: "testing", NotPresent: "not present", Unknown: "unknown",

		WithoutCarrier: "up, but without a carrier",

		More: "%d more", Nothing: "no namespace", OnlyLo: "no link",

		Host: "host", Here: "the shell stands here", Link: "%s is %s", OtherEnd: "its other end is %s", In: "%s in %s",
		LostEnd: "its other end is out of sight", PortOf: "port of bridge %s", Ports: "a bridge with ports %s",
		NoPorts: "a bridge without ports", Kind: "of kind %s", NoAddress: "no address",
		Default: "default route via %s through %s", DefaultOn: "default route through %s",
		Comma: ", ", Semicolon: "; ", List: ", ", Colon: ": ", Stop: ".",
	}
}

// Chinese gives the words in simplified Chinese.
func Chinese() Words {
	return Words{
		Up: "已启用", Down: "未启用", NoCarrier: "无载波", OtherEndDown: "网线另一端未启用",
		Dormant: "休眠", Testing: "测试中", NotPresent: "不存在", Unknown: "未知",

		WithoutCarrier: "已启用，但无载波",

		More: "还有 %d 个", Nothing: "没有命名空间", OnlyLo: "没有网络设备",

		Host: "主机 host", Here: "shell 在这里", Link: "%s %s", OtherEnd: "另一端是 %s", In: "%[2]s 中的 %[1]s",
		LostEnd: "看不到另一端", PortOf: "网桥 %s 的端口", Ports: "网桥，端口有 %s",
		NoPorts: "网桥，没有端口", Kind: "类型 %s", NoAddress: "没有地址",
		Default: "默认路由经 %s，走设备 %s", DefaultOn: "默认路由走设备 %s",
		Comma: "，", Semicolon: "；", List: "、", Colon: "：", Stop: "。",
	}
}
