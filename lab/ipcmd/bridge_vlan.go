package ipcmd

import (
	"strconv"
	"strings"
)

// VLANShow is `bridge vlan show`, `tunnelshow` and `global show`.
type VLANShow struct {
	Dev     string
	VID     uint32 // 0 for any
	Tunnels bool
	Global  bool
}

// VLANModify is `bridge vlan add` and `delete`.
type VLANModify struct {
	Delete         bool
	Dev            string
	VID            int16
	Range          bool
	End            int16 // -1 for none
	PVID, Untagged bool
	Self, Master   bool
	// Tunnel is whether the VLAN stands for a network of a tunnel: that of TunnelID, up to TunnelEnd where it is a range.
	Tunnel              bool
	TunnelID, TunnelEnd uint32
}

// VLANSet is `bridge vlan set` and `global set`.
type VLANSet struct {
	Global   bool
	Dev      string
	Settings []VLANSetting
}

// VLANSetting is "vid" with its VLAN and the end of a range, 0 for none, or one of the settings with its value.
type VLANSetting struct {
	Name  string
	Value uint64
	End   int16
}

func (VLANShow) tool() string   { return "bridge" }
func (VLANModify) tool() string { return "bridge" }
func (VLANSet) tool() string    { return "bridge" }

func (s VLANShow) words() []string {
	list := []string{"vlan", "show"}
	switch {
	case s.Tunnels:
		list[1] = "tunnelshow"
	case s.Global:
		list = []string{"vlan", "global", "show"}
	}
	return append(list, writeAll(vlanFilters, &vlanShowParser{VLANShow: s})...)
}

func (m VLANModify) words() []string {
	list := []string{"vlan", map[bool]string{false: "add", true: "del"}[m.Delete]}
	return append(list, writeAll(vlanRows, &vlanParser{VLANModify: m})...)
}

func (s VLANSet) words() []string {
	list := []string{"vlan", "set"}
	if s.Global {
		list = []string{"vlan", "global", "set"}
	}
	return append(list, writeAll(vlanSetRows(s.Global), &vlanSetParser{VLANSet: s})...)
}

// parseVLAN reads what stands after "bridge vlan" (bridge/vlan.c, do_vlan).
func parseVLAN(a *args, o Options) (Action, error) {
	if !a.more() {
		return VLANShow{}, nil
	}
	return parseVerb("bridge vlan", vlanVerbs, a, o)
}

func vlanVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(vlanRows) }
	filters := func() []Word { return explained(vlanFilters) }
	each(yield, []verb{
		{said: said{"a[dd]", "add one by hand", "手工加一个"}, parse: parseVLANModify, words: words},
		{said: said{"d[elete]", "take one away", "去掉一个"}, also: "del", parse: parseVLANModify, words: words},
		{said: said{"s[how]", "list them", "列出来"}, also: "ls[t] l[ist]", words: filters,
			parse: func(a *args, _ Options) (Action, error) { return parseVLANShow(a, VLANShow{}) }},
		{said: said{"t[unnelshow]", "which ones stand for networks of a tunnel", "哪些对应到隧道里的网络"}, words: filters,
			parse: func(a *args, _ Options) (Action, error) { return parseVLANShow(a, VLANShow{Tunnels: true}) }},
		{said: said{"se[t]", "change one", "修改一个"}, words: func() []Word { return explained(vlanSetRows(false)) },
			parse: func(a *args, _ Options) (Action, error) { return parseVLANSet(a, false) }},
		{said: said{"global", "settings of whole bridges", "整个网桥的设置"}, parse: parseVLANGlobal, verbs: vlanGlobalVerbs},
		helpVerb("h[elp]", vlanUsage),
	})
}

func vlanGlobalVerbs(yield func(verb) bool) {
	each(yield, []verb{
		{said: said{"show", "list them", "列出来"}, also: "lst list", words: func() []Word { return explained(vlanFilters) },
			parse: func(a *args, _ Options) (Action, error) { return parseVLANShow(a, VLANShow{Global: true}) }},
		{said: said{"set", "change one", "修改一个"}, words: func() []Word { return explained(vlanSetRows(true)) },
			parse: func(a *args, _ Options) (Action, error) { return parseVLANSet(a, true) }},
	})
}

func parseVLANGlobal(a *args, o Options) (Action, error) {
	if !a.more() {
		return VLANShow{Global: true}, nil
	}
	v, ok := findVerb(vlanGlobalVerbs, a.word())
	if !ok {
		return nil, vlanUsage()
	}
	a.skip()
	return v.parse(a, o)
}

// vlanShowParser reads the filters (vlan_show, vlan_global_show).
type vlanShowParser struct {
	VLANShow
	*args
	named bool // the device was
}

// vlanFilters are those of `bridge vlan show`, in the order in which String writes them.
func vlanFilters(yield func(keyword[*vlanShowParser]) bool) {
	each(yield, []keyword[*vlanShowParser]{
		{said: said{"dev DEV", "of this device", "这个设备的"}, read: (*vlanShowParser).readDev,
			write: func(p *vlanShowParser) []string { return option("dev", p.Dev) }},
		{said: said{"vid NUMBER", "that VLAN", "那个 VLAN"}, read: (*vlanShowParser).readVID, write: func(p *vlanShowParser) []string {
			if p.VID == 0 {
				return nil
			}
			return []string{"vid", strconv.FormatUint(uint64(p.VID), 10)}
		}},
	})
}

func (p *vlanShowParser) readDev() error {
	word, err := p.next()
	if err == nil && p.named {
		err = duplicate("dev", word)
	}
	p.Dev, p.named = word, true
	return err
}

func (p *vlanShowParser) readVID() error {
	word, err := p.next()
	if err == nil && p.VID != 0 {
		err = duplicate("vid", word)
	}
	p.VID = uint32(leadingInt(word))
	return err
}

// parseVLANShow takes the words that mean nothing to it without a word, as `bridge` does.
func parseVLANShow(a *args, show VLANShow) (Action, error) {
	p := &vlanShowParser{VLANShow: show, args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(vlanFilters, a.word(), p, ignore); err != nil {
			return nil, err
		}
	}
	if p.named && p.Dev == "" {
		return nil, refuse(255, "Cannot find device \"\"\n")
	}
	return p.VLANShow, nil
}

// vlanRange reads a VLAN, or a range of them, as atoi(3) does: what is no number is 0.
func vlanRange(word string) (vid, end int16, ranged bool) {
	from, to, ranged := strings.Cut(word, "-")
	return int16(leadingInt(from)), int16(leadingInt(to)), ranged
}

// vlanParser reads the words of vlan_modify.
type vlanParser struct {
	VLANModify
	*args
	named bool // the device was
}

// vlanRows are the words of `bridge vlan add` and `delete`, in the order in which String writes them.
func vlanRows(yield func(keyword[*vlanParser]) bool) {
	each(yield, []keyword[*vlanParser]{
		{said: said{"dev DEV", "of this device", "这个设备的"}, read: func(p *vlanParser) (err error) {
			p.named = true
			p.Dev, err = p.next()
			return err
		}, write: func(p *vlanParser) []string { return []string{"dev", quote(p.Dev)} }},
		{said: said{"vid NUMBER", "that VLAN, or a range of them", "那个 VLAN，或一段"}, read: (*vlanParser).readVID, write: (*vlanParser).vidWords},
		{said: said{"tunnel_info id NUMBER", "it stands for the network of that number of a tunnel", "对应到隧道里那个编号的网络"},
			read: (*vlanParser).readTunnel, write: (*vlanParser).tunnelWords},
		flagRow("pvid", "the VLAN of what comes without a tag", "没有标签的帧归入它", func(p *vlanParser) *bool { return &p.PVID }),
		flagRow("untagged", "it leaves without a tag", "出去时去掉标签", func(p *vlanParser) *bool { return &p.Untagged }),
		flagRow("self", "in the device's own table", "记在设备自己的表里", func(p *vlanParser) *bool { return &p.Self }),
		flagRow("master", "in the bridge's own table", "记在网桥自己的表里", func(p *vlanParser) *bool { return &p.Master }),
	})
}

func (p *vlanParser) readVID() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	vid, end, ranged := vlanRange(word)
	if p.VID = vid; ranged {
		p.End, p.Range = end, true
	}
	return nil
}

func (p *vlanParser) vidWords() []string {
	value := strconv.Itoa(int(uint16(p.VID)))
	if p.Range {
		value += "-" + strconv.Itoa(int(p.End))
	}
	return []string{"vid", value}
}

func (p *vlanParser) tunnelWords() []string {
	if !p.Tunnel {
		return nil
	}
	value := strconv.FormatUint(uint64(p.TunnelID), 10)
	if p.TunnelEnd != 0 {
		value += "-" + strconv.FormatUint(uint64(p.TunnelEnd), 10)
	}
	return []string{"tunnel_info", "id", value}
}

func parseVLANModify(a *args, _ Options) (Action, error) {
	p := &vlanParser{VLANModify: VLANModify{Delete: a.verb == Delete, VID: -1, End: -1}, args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(vlanRows, a.word(), p, (*vlanParser).skipWord); err != nil {
			return nil, err
		}
	}
	if !p.named || p.VID == -1 {
		return nil, refuse(255, "Device and VLAN ID are required arguments.\n")
	}
	return p.VLANModify, nil
}

// skipWord takes a word that means nothing; after "help" iproute2 wants another.
func (p *vlanParser) skipWord() (err error) {
	if matches(p.word(), "help") {
		_, err = p.next()
	}
	return err
}

// readTunnel reads the words after "tunnel_info" (parse_tunnel_info).
func (p *vlanParser) readTunnel() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if !matches(word, "id") {
		return invalid("tunnel id expected", word)
	}
	if word, err = p.next(); err != nil {
		return err
	}
	from, to, ranged := strings.Cut(word, "-")
	first, ok := number(from)
	last := p.TunnelEnd
	if ok && ranged {
		last, ok = number(to)
	}
	if !ok || first >= 1<<24 || last >= 1<<24 {
		return invalid("invalid tun id", from)
	}
	p.Tunnel, p.TunnelID, p.TunnelEnd = true, first, last
	return nil
}

// Check is what iproute2 finds wrong after it has found the device.
func (m VLANModify) Check() error {
	switch {
	case m.VID >= 4096:
		return refuse(255, "Invalid VLAN ID \"%d\"\n", m.VID)
	case m.Range && (m.End == -1 || m.End >= 4096 || m.VID >= m.End):
		return refuse(255, "Invalid VLAN range \"%d-%d\"\n", uint16(m.VID), uint16(m.End))
	case m.Range && m.PVID:
		return refuse(255, "pvid cannot be configured for a vlan range\n")
	}
	return nil
}
