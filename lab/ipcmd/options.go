package ipcmd

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Family is the -4 or -6 (or -family) before an object.
type Family int

// The families that `ip` here knows; Unspec is none given.
const (
	Unspec Family = iota
	Inet
	Inet6
)

// Options are the flags before the object (ip(8) and bridge(8), OPTIONS).
type Options struct {
	Netns   string // -n, -netns: the name of the namespace to act in
	Family  Family // -4, -6, -f
	Brief   bool   // -br
	OneLine bool   // -o
	All     bool   // -a: every named namespace, of netns exec and netns delete
	Force   bool   // -force
	Details bool   // -d
	Stats   int    // how often -s
	JSON    bool   // -j
	Pretty  bool   // -p: JSON that people read
	Numeric bool   // -N: numbers instead of the names of /etc/iproute2
	Loops   string // -l: how many rounds `ip address flush` has, "0" for as many as it takes; empty for 10
	Color   string // -c: "always", or "auto" for a terminal; empty for never

	// Timestamp is "long" (-t) or "short" (-ts) for the time before each line of `ip monitor`, else empty.
	Timestamp string

	// CompressVLANs is -compressvlans of `bridge`: those of one kind are told as a range.
	CompressVLANs bool

	Human bool // -h: counters for people, 1.5M
	IEC   bool // -iec: with 1024 for 1000, and Ki for k

	version     bool // -V: nothing is read behind it
	otherFamily bool // -0, -M, -B, or -family with another than IPv4 and IPv6

	batch string // -b: the file of lines, which the Action has then

	own *ownNames // of the machine, in which output is told
}

func (o Options) words() []string {
	words := writeAll(optionRows, &optionParser{Options: o})
	return append(words, flagOption("-compressvlans", o.CompressVLANs)...)
}

// optionParser reads the flags before the object.
type optionParser struct {
	Options
	*args
}

type optionRow = keyword[*optionParser]

// optionRows are the flags of `ip` (ip.c), in the order in which String writes them.
func optionRows(yield func(optionRow) bool) {
	foreign := foreignRow[*optionParser]
	_ = each(yield, []optionRow{
		netnsOption(),
		{said: said{"-4", "only IPv4", "只要 IPv4"}, read: func(p *optionParser) error { p.Family = Inet; return nil },
			write: func(p *optionParser) []string { return flagOption("-4", p.Family == Inet) }},
		{said: said{"-6", "only IPv6", "只要 IPv6"}, read: func(p *optionParser) error { p.Family = Inet6; return nil },
			write: func(p *optionParser) []string { return flagOption("-6", p.Family == Inet6) }},
		{said: said{"-f[amily] FAMILY", "only that family: inet, inet6", "只要那个协议族：inet、inet6"}, read: (*optionParser).readFamily},
		{said: said{"-[loops] COUNT", "of flush: how many times to try", "用于 flush：最多试几次"}, read: func(p *optionParser) error {
			if p.skip(); !p.more() {
				return usage()
			}
			p.Loops = strconv.Itoa(leadingInt(p.word()))
			return nil
		}, write: func(p *optionParser) []string { return option("-l", p.Loops) }},
	}) && outputRows(yield) && each(yield, []optionRow{
		otherFamily("-0", "only the link layer", "只要链路层"), otherFamily("-M", "only MPLS", "只要 MPLS"), otherFamily("-B", "only bridges", "只要网桥"),
		foreign("-echo", "", ""), foreign("-r[esolve]", "", ""),
		{said: said{"-h[uman-readable]", "counters for people: 1.5M", "便于人阅读的计数：1.5M"}, also: "-h[uman]",
			read: func(p *optionParser) error { p.Human = true; return nil }, write: func(p *optionParser) []string { return flagOption("-h", p.Human) }},
		flagRow("-i[ec]", "with -h: 1024 for 1000, 1.5Mi for 1.5M", "与 -h 同用：以 1024 为单位，1.5Mi", func(p *optionParser) *bool { return &p.IEC }),
		{said: said{"-V[ersion]", "print the version", "打印版本"}, read: func(p *optionParser) error { p.version = true; return nil }},
		{said: batchSaid(), read: func(p *optionParser) error { return p.readBatch(usage) }},
		{said: said{form: "-rc[vbuf]"}, read: func(p *optionParser) error {
			p.foreign = true
			if p.skip(); !p.more() {
				return usage()
			}
			return nil
		}, foreign: true},
		helpRow[*optionParser]("-he[lp]", usage),
	})
}

// otherFamily is a family of which links alone are shown here.
func otherFamily(form, en, zh string) optionRow {
	return optionRow{said: said{form, en, zh}, read: func(p *optionParser) error { p.otherFamily = true; return nil }}
}

func netnsOption() optionRow {
	return optionRow{said: said{"-n[etns] NETNS", "act in the namespace of that name instead of this one", "不在当前，而在那个名字的命名空间里执行"},
		read: func(p *optionParser) error { return p.netns(p.args) }, write: func(p *optionParser) []string { return option("-n", p.Netns) }}
}

func batchSaid() said {
	return said{"-b[atch] FILE", "carry out the lines of a file", "执行文件里的每一行"}
}

func (p *optionParser) readBatch(usage func() error) error {
	if p.skip(); !p.more() {
		return usage()
	}
	if p.batch = p.word(); p.batch == "" {
		return p.leave()
	}
	return nil
}

// outputRows are the flags that say how output looks, and for which namespaces.
func outputRows(yield func(optionRow) bool) bool {
	flag := func(form, written, en, zh string, field func(*optionParser) *bool) optionRow {
		return optionRow{said: said{form, en, zh}, read: func(p *optionParser) error { *field(p) = true; return nil },
			write: func(p *optionParser) []string { return flagOption(written, *field(p)) }}
	}
	return each(yield, []optionRow{
		flag("-br[ief]", "-br", "one short line for each", "每项只显示简短的一行", func(p *optionParser) *bool { return &p.Brief }),
		flag("-o[neline]", "-o", "all of each in one line", "每项的全部内容放在一行", func(p *optionParser) *bool { return &p.OneLine }),
		flag("-a[ll]", "-all", "in every namespace that has a name", "对每个有名字的命名空间都做", func(p *optionParser) *bool { return &p.All }),
		flag("-fo[rce]", "-force", "of -batch: go on after an error", "用于 -batch：出错后继续", func(p *optionParser) *bool { return &p.Force }),
		flag("-d[etails]", "-d", "with all that the kernel tells", "显示内核给出的全部细节", func(p *optionParser) *bool { return &p.Details }),
		{said: said{"-s[tatistics]", "with what has been counted: bytes, packets, errors", "带上计数：字节、包、错误"}, also: "-s[tats]",
			read: func(p *optionParser) error { p.Stats++; return nil }, write: func(p *optionParser) []string { return slices.Repeat([]string{"-s"}, p.Stats) }},
		flag("-j[son]", "-j", "as JSON, for programs", "以 JSON 输出，给程序用", func(p *optionParser) *bool { return &p.JSON }),
		flag("-p[retty]", "-p", "JSON that people can read", "便于人阅读的 JSON", func(p *optionParser) *bool { return &p.Pretty }),
		flag("-N[umeric]", "-N", "numbers instead of names such as kernel, link, main", "用编号代替 kernel、link、main 之类的名字", func(p *optionParser) *bool { return &p.Numeric }),
		{said: said{"-t[imestamp]", "of monitor: with the time of each change", "用于 monitor：注明每次变化的时间"},
			read:  func(p *optionParser) error { p.Timestamp = cmp.Or(p.Timestamp, "long"); return nil },
			write: func(p *optionParser) []string { return flagOption("-t", p.Timestamp == "long") }},
		{said: said{"-ts[hort]", "of monitor: with the time of each change, on the same line", "用于 monitor：在同一行注明每次变化的时间"},
			read: func(p *optionParser) error { p.Timestamp = "short"; return nil }, write: func(p *optionParser) []string { return flagOption("-ts", p.Timestamp == "short") }},
		{said: said{"-c[olor]", "with colours", "带颜色"}, read: func(p *optionParser) error { p.Color = "always"; return nil },
			write: func(p *optionParser) []string {
				return append(flagOption("-c", p.Color == "always"), flagOption("-c=auto", p.Color == "auto")...)
			}},
	})
}

// parseOptions reads the flags before the object; foreign tells that one of them is for the machine's own tool. Help is what the tool says
// that one should try.
func parseOptions(a *args, rows iter.Seq[optionRow], help string) (o Options, foreign bool, err error) {
	p := &optionParser{args: a}
	for ; a.more() && !p.version; a.skip() {
		word := a.word()
		if word == "--" {
			a.skip()
			break
		}
		if word == "" || word[0] != '-' {
			break
		}
		if len(word) > 1 && word[1] == '-' {
			word = word[1:]
		}
		err := takeWord(rows, word, p, func(p *optionParser) error { return p.colored(word, help) })
		if err != nil || p.version {
			return p.Options, false, err
		}
	}
	return p.Options, p.foreign, nil
}

// colored takes -color with a value, which no row has.
func (p *optionParser) colored(word, help string) error {
	if !isColor(word) {
		return refuse(255, "Option \"%s\" is unknown, try \"%s\".\n", word, help)
	}
	p.Color = colorMode(word)
	return nil
}

// colorMode is the value of -color: without one it means always, and never is empty.
func colorMode(option string) string {
	switch _, value, _ := strings.Cut(option, "="); value {
	case "never":
		return ""
	case "auto":
		return value
	}
	return "always"
}

// netns takes the value of -netns (lib/namespace.c, netns_switch).
func (o *Options) netns(a *args) error {
	name, err := a.next()
	switch {
	case err != nil:
		// ip.c does not look whether there is a word, and C prints the missing one thus.
		return refuse(255, "Cannot open network namespace \"(null)\": No such file or directory\n")
	case name == "":
		// The folder of the names itself, which is no namespace.
		return refuse(255, "setting the network namespace \"\" failed: Invalid argument\n")
	}
	// Of several, each is entered from within the one before.
	again := o.Netns != ""
	o.Netns = name
	switch {
	case again:
		return a.leaveFor("another -n")
	case isRelative(name):
		return a.leave()
	}
	return nil
}

// readFamily takes the value of -family (lib/utils.c, read_family).
func (p *optionParser) readFamily() error {
	if p.skip(); !p.more() {
		return usage()
	}
	switch word := p.word(); word {
	case "help":
		return usage()
	case "inet":
		p.Family = Inet
	case "inet6":
		p.Family = Inet6
	case "link", "mpls", "bridge", "ipx":
		p.otherFamily = true
	default:
		return invalid("invalid protocol family", word)
	}
	return nil
}
