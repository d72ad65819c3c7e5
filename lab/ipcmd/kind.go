package ipcmd

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"vethlab/lab/topo"
)

// Setting is one of the words that may follow "type KIND" of `ip link add` and `ip link set` (ip-link(8)).
type Setting struct {
	Name string
	// Value is what the kernel gets for it; empty for a word that has none.
	Value []byte
	// Device stands in place of a Value where the kernel wants the index of the device of that name.
	Device string
}

// WrongSetting is what iproute2 refuses among the words after "type KIND". It reads them after it has looked the devices of the
// line up, so that a device that is not there is told first.
type WrongSetting struct {
	Words []string // from the first wrong one on; none where the settings do not go together
	Err   *Error
}

// Attribute is a netlink attribute inside IFLA_INFO_DATA or IFLA_INFO_SLAVE_DATA (if_link.h).
type Attribute struct {
	Type  uint16
	Value []byte
}

// kind is a kind of link with settings (struct link_util of iproute2); one without help is shown only. Its rows are in the order
// in which `ip -d` prints them.
type kind struct {
	name, help string
	unknown    string // what it calls a word that it does not know: "unknown command"
	missing    func(device string) error
	once       bool // no setting may be given twice
	rows       []row
	// check gives what iproute2 says of settings that do not go together; empty for nothing.
	check func(list []Setting, create bool) string
	// sent gives the settings with those that iproute2 adds to them, or leaves out.
	sent func(list []Setting, create bool) []Setting
	// shown puts details right that depend on one another.
	shown func(list []topo.Detail, values map[uint16][]byte) []topo.Detail
}

// row is one setting: its words, its attribute, and how its value is read and written. One without read is shown only.
type row struct {
	word, also string
	// least is the shortest beginning of word that means it, where iproute2 tries another row first.
	least string
	attr  uint16
	// other is the attribute of a value of otherSize bytes, 0 for none.
	other     uint16
	otherSize int
	// bit tells that the attribute is a pair of masks, values and which of them are meant; this setting is one bit of it.
	bit      uint32
	flag     bool   // the word stands alone; value is what it means
	value    []byte // of a flag; of a number its size
	device   bool
	foreign  bool   // is left to the machine's own ip
	alone    bool   // is unknown where the attribute was given before
	excludes string // the setting that may not stand beside it: of a vxlan's group its remote, and the reverse
	wrong    string // of a value that cannot be read; "invalid WORD" if empty

	read  func(p *kindParser, r row, word string) ([]byte, error)
	write func(value []byte) string
	// takes is how usage writes the value, en and zh are what the setting means, and values are those of its values that mean
	// something of their own.
	takes, en, zh string
	values        []said

	show string // the word with -d, where that is another
	// showAs writes the value with -d, where that is another.
	showAs func(value []byte) string
	// hidden tells which values -d leaves out; nil for none.
	hidden func(value []byte) bool
	member member
}

// kindNamed gives nil for a kind that is not known here.
func kindNamed(name string) *kind {
	var k kind
	switch name {
	case "vlan":
		k = vlanKind()
	case "macvlan", "macvtap":
		k = macvlanKind(name)
	case "ipvlan", "ipvtap":
		k = ipvlanKind(name)
	case "vxlan":
		k = vxlanKind()
	case "bridge":
		k = bridgeKind()
	case "bridge_slave":
		k = bridgeSlaveKind()
	case "tun":
		k = tunKind()
	default:
		return nil
	}
	return &k
}

// settable tells whether a row may be set, here or by the machine's own ip.
func (r row) settable() bool { return r.read != nil || r.flag || r.device || r.foreign }

// words are the settings for those who explain them.
func (k kind) words() (list []Word) {
	for _, r := range k.rows {
		if !r.settable() || r.foreign {
			continue
		}
		for _, word := range []string{r.word, r.also} {
			if word == "" {
				continue
			}
			form := word[:1] + "[" + word[1:] + "]"
			if n := len(r.least); n > 0 && word == r.word {
				form = word[:n] + "[" + word[n:] + "]"
			}
			list = append(list, said{strings.TrimSuffix(form+" "+r.takes, " "), r.en, r.zh}.as(form, r.values, false)...)
		}
	}
	return list
}

func (k *kind) row(name string) row {
	for _, r := range k.rows {
		if r.word == name {
			return r
		}
	}
	return row{}
}

// kindParser reads the words after "type KIND".
type kindParser struct {
	*args
	kind    *kind
	list    []Setting
	foreign bool
}

// parse reads up to the end of the words; foreign tells that one of them is left to the machine's own ip.
func (k *kind) parse(a *args, create bool) (list []Setting, wrong *WrongSetting, foreign bool) {
	p := &kindParser{args: a, kind: k}
	for ; p.more(); p.skip() {
		start := p.at
		s, err := p.setting()
		if p.foreign {
			return nil, nil, true
		}
		if err != nil {
			return p.list, &WrongSetting{p.words[start:], err.(*Error)}, false
		}
		p.list = append(p.list, s)
	}
	if k.check != nil {
		if text := k.check(p.list, create); text != "" {
			return p.list, &WrongSetting{nil, &Error{Text: text, Status: 1}}, false
		}
	}
	return p.list, nil, false
}

func (p *kindParser) setting() (Setting, error) {
	word := p.word()
	r, ok := p.find(word)
	switch {
	case !ok && matches(word, "help"):
		return Setting{}, refuse(1, "%s", p.kind.help)
	case !ok:
		return Setting{}, refuse(1, "%s: %s \"%s\"?\n%s", p.kind.name, p.kind.unknown, word, p.kind.help)
	case r.foreign:
		p.foreign = true
		return Setting{}, nil
	case r.excludes != "" && p.given(r.excludes):
		return Setting{}, refuse(1, "vxlan: both group and remote cannot be specified\n")
	}
	key := word
	if !r.flag {
		var err error
		if word, err = p.next(); err != nil {
			return Setting{}, err
		}
		key = r.word
	}
	if p.kind.once && p.has(r.attr) {
		return Setting{}, garbage(key, word)
	}
	switch s := (Setting{Name: r.word}); {
	case r.flag:
		s.Value = r.value
		return s, nil
	case r.device:
		s.Device, p.foreign = word, word == ""
		return s, nil
	default:
		var err error
		s.Value, err = r.read(p, r, word)
		return s, err
	}
}

// find gives the row that a word or its beginning means.
func (p *kindParser) find(word string) (row, bool) {
	for _, r := range p.kind.rows {
		if r.settable() && (matches(word, r.word) && len(word) >= len(r.least) || matches(word, r.also)) && !(r.alone && p.has(r.attr)) {
			return r, true
		}
	}
	return row{}, false
}

func (p *kindParser) has(attr uint16) bool {
	return slices.ContainsFunc(p.list, func(s Setting) bool { return p.kind.row(s.Name).attr == attr })
}

func (p *kindParser) given(name string) bool { return given(p.list, name) }

func given(list []Setting, name string) bool {
	return slices.ContainsFunc(list, func(s Setting) bool { return s.Name == name })
}

// kindWords writes the words after "type KIND".
func kindWords(name string, list []Setting, wrong *WrongSetting) []string {
	var words []string
	k := kindNamed(name)
	for _, s := range list {
		words = append(words, s.Name)
		switch r := k.row(s.Name); {
		case r.device:
			words = append(words, quote(s.Device))
		case !r.flag && r.write(s.Value) != "":
			words = append(words, r.write(s.Value))
		}
	}
	if wrong != nil {
		words = append(words, quoteAll(wrong.Words)...)
	}
	return words
}

// NumberSetting is a setting of that kind whose value is a number; what does not fit into it is cut off.
func NumberSetting(kind, name string, value uint64) Setting {
	size := len(kindNamed(kind).row(name).value)
	return Setting{Name: name, Value: unsigned(value, size)}
}

// MissingDevice is what iproute2 says of a setting of that kind that names a device that is not there.
func MissingDevice(kind, device string) error { return kindNamed(kind).missing(device) }

// KindAttributes are the attributes that iproute2 sends for settings of that kind. Devices must have become Values.
func KindAttributes(name string, list []Setting, create bool) []Attribute {
	k := kindNamed(name)
	if k.sent != nil {
		list = k.sent(list, create)
	}
	var attributes []Attribute
	var masks row
	var set, mask uint32
	for _, s := range list {
		r := k.row(s.Name)
		switch {
		case r.bit != 0:
			masks, mask, set = r, mask|r.bit, set&^r.bit
			if !isZero(s.Value) {
				set |= r.bit
			}
		case r.other != 0 && len(s.Value) == r.otherSize:
			attributes = append(attributes, Attribute{r.other, s.Value})
		default:
			attributes = append(attributes, Attribute{r.attr, s.Value})
		}
	}
	if mask != 0 {
		attributes = append(attributes, Attribute{masks.attr, append(unsigned(uint64(set), 4), unsigned(uint64(mask), 4)...)})
	}
	return attributes
}

// KnowsKind tells whether KindDetails knows the settings of a kind, "bridge", or of the ports of one, "bridge_slave".
func KnowsKind(name string) bool { return kindNamed(name) != nil }

// KindDetails is what `ip -d` shows of a link of that kind, by the values of its attributes; nil for a kind that is not known
// here. A device is shown by its index.
func KindDetails(name string, values map[uint16][]byte) []topo.Detail {
	k := kindNamed(name)
	if k == nil {
		return nil
	}
	var list []topo.Detail
	for _, r := range k.rows {
		d := r.detail(values)
		if d.Key, d.JSON = r.json(values); d.Name != "" || d.Key != "" {
			list = append(list, d)
		}
	}
	if k.shown != nil {
		list = k.shown(list, values)
	}
	return list
}

// detail is what is shown of one setting; its Name is empty for nothing.
func (r row) detail(values map[uint16][]byte) topo.Detail {
	value, ok := r.of(values)
	switch {
	case !ok || r.hidden != nil && r.hidden(value):
		return topo.Detail{}
	case r.flag:
		if !bytes.Equal(value, r.value) {
			return topo.Detail{}
		}
		return topo.Detail{Name: r.word}
	case r.write == nil:
		return topo.Detail{}
	case r.word == "":
		return topo.Detail{Name: r.write(value)}
	}
	name := r.word
	if r.show != "" {
		name = r.show
	}
	return topo.Detail{Name: name, Value: r.text(value)}
}

// of gives the row's value among those of a link.
func (r row) of(values map[uint16][]byte) (value []byte, ok bool) {
	value, ok = values[r.attr]
	if v, there := values[r.other]; r.other != 0 && there && !isZero(v) && len(v) >= r.otherSize {
		value, ok = v[:r.otherSize], true
	}
	if r.bit == 0 || !ok {
		return value, ok
	}
	if len(value) < 8 || binary.NativeEndian.Uint32(value[4:])&r.bit == 0 {
		return nil, false
	}
	if binary.NativeEndian.Uint32(value)&r.bit != 0 {
		return []byte{1}, true
	}
	return []byte{0}, true
}

// text is a value as -d writes it.
func (r row) text(value []byte) string {
	if r.showAs != nil {
		return r.showAs(value)
	}
	return r.write(value)
}

// always hides a row.
func always([]byte) bool { return true }

func isZero(value []byte) bool { return len(bytes.Trim(value, "\x00")) == 0 }

// notDevice is iproute2's `Cannot find device "x"` of a kind that ends with 255.
func notDevice(device string) error { return refuse(255, "Cannot find device \"%s\"\n", device) }

// invalidDevice is what iproute2 says where a device is the value of a word.
func invalidDevice(device string) error { return invalid("Device does not exist\n", device) }

// message is what is said of a value that cannot be read.
func (r row) message() string {
	if r.wrong != "" {
		return r.wrong
	}
	return fmt.Sprintf("invalid %s", r.word)
}

// means gives the row what its word means; takes is how usage writes the value, empty for none.
func (r row) means(takes, en, zh string) row {
	r.takes, r.en, r.zh = takes, en, zh
	return r
}

// valued gives the row values that mean something of their own.
func (r row) valued(values ...said) row {
	r.values = values
	return r
}

// saying gives the row with another message.
func (r row) saying(message string) row {
	r.wrong = message
	return r
}

// asLeast gives the row with the shortest beginning that means it.
func (r row) asLeast(least string) row {
	r.least = least
	return r
}

// asAlso gives the row with a second word.
func (r row) asAlso(word string) row {
	r.also = word
	return r
}

// unless gives the row hidden for some values.
func (r row) unless(hidden func([]byte) bool) row {
	r.hidden = hidden
	return r
}

// as gives the row with another writer.
func (r row) as(write func([]byte) string) row {
	r.write = write
	return r
}
