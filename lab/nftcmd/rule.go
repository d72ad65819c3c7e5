package nftcmd

import (
	"fmt"
	"strings"
	"time"
)

// Rule is a rule: its statements in order.
type Rule []Statement

// String is the rule as nft lists it.
func (r Rule) String() string { return r.text(Options{}) }

// Text is the rule as nft lists it, but without the numbers of its counters.
func (r Rule) Text() string { return r.text(Options{Stateless: true}) }

func (r Rule) text(o Options) string {
	words := make([]string, len(r))
	for i, s := range r {
		words[i] = s.text(o)
	}
	return strings.Join(words, " ")
}

// Statement is a part of a rule: one of the types of this package.
type Statement interface {
	text(o Options) string
}

// Match compares something of a packet with a value, or looks it up in a set.
type Match struct {
	Left Operand
	// Op is empty for what is usual, that is being the same, or having one of these flags. Else it is "!=", "<", ">", "<=", ">=", "==" of
	// flags, or "!" for none of these flags.
	Op    string
	Value Value
	In    *Lookup
}

func (m Match) text(o Options) string {
	types := m.Left.Types()
	op := ""
	if m.Op != "" {
		op = m.Op + " "
	}
	if m.In != nil {
		return m.Left.String() + " " + op + m.In.text(types, nil, o)
	}
	value := m.Value.text(types, o, flagsComma)
	if mask := m.Left[0].Mask; mask != "" {
		shown := Value{mask}.text(types, o, flagsComma)
		// One bit under another nft lists as flags, but does not read so.
		if types[0].Form == FormFlags && (strings.Contains(mask, ",") || mask != m.Value[0] && !o.typed) {
			return m.Left.String() + " " + op + value + " / " + shown
		}
		if m.Op == "" {
			op = "== "
		}
		return m.Left.String() + " & " + shown + " " + op + value
	}
	return m.Left.String() + " " + op + value
}

// VMap does what a map says for something of a packet.
type VMap struct {
	Left Operand
	In   Lookup
}

func (v VMap) text(o Options) string {
	return v.Left.String() + " vmap " + v.In.text(v.Left.Types(), nil, o)
}

// Counter counts the packets that come as far as it.
type Counter struct{ Packets, Bytes uint64 }

func (c Counter) text(o Options) string {
	if o.Stateless {
		return "counter"
	}
	return fmt.Sprintf("counter packets %d bytes %d", c.Packets, c.Bytes)
}

// Reference uses an object of the table: a counter or a quota with a name.
type Reference struct{ Kind, Name string }

func (r Reference) text(Options) string { return fmt.Sprintf("%s name %q", r.Kind, r.Name) }

// Quota matches until so many bytes have passed, or after that.
type Quota struct {
	Over        bool
	Bytes, Used uint64
}

func (q Quota) text(o Options) string { return "quota " + q.amount(o) }

func (q Quota) amount(o Options) string {
	over := ""
	if q.Over {
		over = "over "
	}
	text := over + dataText(q.Bytes)
	if q.Used > 0 && !o.Stateless {
		text += " used " + dataText(q.Used)
	}
	return text
}

// dataUnits are the units of an amount of data, each 1024 times the one before.
func dataUnits() []string { return []string{"bytes", "kbytes", "mbytes"} }

// data cuts an amount of data into a number and the largest unit that fits.
func data(n uint64) (number uint64, unit string) {
	units := dataUnits()
	i := 0
	for ; n > 0 && n%1024 == 0 && i < len(units)-1; i++ {
		n /= 1024
	}
	return n, units[i]
}

func dataText(n uint64) string {
	number, unit := data(n)
	return fmt.Sprintf("%d %s", number, unit)
}

// Verdict says what becomes of a packet.
type Verdict struct {
	Kind  string // "accept", "drop", "continue", "return", "jump" or "goto"
	Chain string // of the last two
}

func (v Verdict) text(Options) string { return strings.TrimSpace(v.Kind + " " + v.Chain) }

// NAT changes a packet's source (snat, masquerade) or destination (dnat, redirect).
type NAT struct {
	Kind   string // "snat", "dnat", "masquerade" or "redirect"
	Family string // "ip" or "ip6", where it is said: in the family inet, and where To is an address with a port
	To     From   // an address, a range or a prefix; none with the last two
	Port   From
	Flags  []string
}

// types are those of its address, or of what its map gives: an address with a port has two.
func (n NAT) types() []Type {
	address := must("ipv4_addr")
	if n.Family == "ip6" {
		address = must("ipv6_addr")
	}
	if n.Family == "" && len(n.To.Value) > 0 && strings.Contains(n.To.Value[0], ":") {
		address = must("ipv6_addr")
	}
	if n.To.Map != nil {
		for _, e := range n.To.Map.Elements {
			if len(e.Data) > 0 && strings.Contains(e.Data[0], ":") {
				address = must("ipv6_addr")
			}
		}
	}
	return []Type{address, must("inet_service")}
}

func (n NAT) text(o Options) string {
	words := []string{n.Kind}
	if n.Family != "" {
		words = append(words, n.Family)
	}
	to := n.To.text(n.types(), o)
	if !n.Port.empty() {
		if len(n.To.Value) > 0 && strings.Contains(to, ":") {
			to = "[" + strings.ReplaceAll(to, "-", "]-[") + "]"
		}
		to += ":" + n.Port.text([]Type{must("inet_service")}, o)
	}
	if to != "" {
		words = append(words, "to "+to)
	}
	if len(n.Flags) > 0 {
		words = append(words, strings.Join(n.Flags, ","))
	}
	return strings.Join(words, " ")
}

// Reject drops a packet and says so. With is empty for the usual answer; Usual is which that is, where it was read from the kernel.
type Reject struct{ With, Usual string }

func (r Reject) text(o Options) string {
	if r.With == "" {
		return "reject"
	}
	kind, code, _ := strings.Cut(r.With, " ")
	if t, ok := TypeOf(kind + "_code"); ok && o.Numeric {
		code = t.Numeric(code)
	}
	return "reject with " + kind + " " + code
}

// Limit matches so many packets, or so much data, in a time.
type Limit struct {
	Over  bool
	Rate  uint64
	Unit  string // "second", "minute", "hour", "day" or "week"
	Burst uint32
	Data  bool // it counts bytes
}

func (l Limit) text(Options) string {
	over := ""
	if l.Over {
		over = "over "
	}
	if l.Data {
		text := fmt.Sprintf("limit rate %s%s/%s", over, dataText(l.Rate), l.Unit)
		if l.Burst != 0 {
			text += " burst " + dataText(uint64(l.Burst))
		}
		return text
	}
	text := fmt.Sprintf("limit rate %s%d/%s", over, l.Rate, l.Unit)
	if l.Burst != 0 && l.Burst != usualBurst {
		text += fmt.Sprintf(" burst %d packets", l.Burst)
	}
	return text
}

// usualBurst is what nft takes, and does not list.
const usualBurst = 5

// Log writes a line for each packet to the kernel's log, or sends it to a group.
type Log struct {
	Prefix string
	Level  string // empty is warn
	Group  *uint16
	Snap   uint32
	Queue  uint16 // how many packets go to the group at once; 0 is the kernel's choice
	Flags  uint32 // of nf_log.h
}

// The flags of Log (nf_log.h).
const (
	logSequence = 1
	logOptions  = 2
	logIP       = 4
	logUID      = 8
	logMAC      = 32
	logAll      = 47
)

// Levels are the names of the kernel log's levels, by their numbers.
func Levels() []string {
	return []string{"emerg", "alert", "crit", "err", "warn", "notice", "info", "debug", "audit"}
}

func (l Log) text(Options) string {
	text := "log"
	if l.Prefix != "" {
		text += ` prefix "` + l.Prefix + `"`
	}
	if l.Group != nil {
		text += fmt.Sprintf(" group %d", *l.Group)
	}
	if l.Snap != 0 {
		text += fmt.Sprintf(" snaplen %d", l.Snap)
	}
	if l.Queue != 0 {
		text += fmt.Sprintf(" queue-threshold %d", l.Queue)
	}
	if l.Level != "" {
		text += " level " + l.Level
	}
	if l.Flags&logAll == logAll {
		return text + " flags all"
	}
	if words := l.tcp(); len(words) > 0 {
		text += " flags tcp " + strings.Join(words, ",")
	}
	for _, f := range []struct {
		flag uint32
		text string
	}{{logIP, " flags ip options"}, {logUID, " flags skuid"}, {logMAC, " flags ether"}} {
		if l.Flags&f.flag != 0 {
			text += f.text
		}
	}
	return text
}

func (l Log) tcp() []string {
	var words []string
	if l.Flags&logSequence != 0 {
		words = append(words, "sequence")
	}
	if l.Flags&logOptions != 0 {
		words = append(words, "options")
	}
	return words
}

// Assign sets something of a packet or its connection.
type Assign struct {
	Key string // "meta mark", "ct mark", "meta nftrace", …
	To  From
}

func (a Assign) text(o Options) string {
	k, _ := KeyOf(a.Key)
	return a.Key + " set " + a.To.text([]Type{k.Type}, o)
}

// Untracked leaves a packet out of connection tracking.
type Untracked struct{}

func (Untracked) text(Options) string { return "notrack" }

// Connections matches while there are so many connections, or more.
type Connections struct {
	Over  bool
	Count uint32
}

func (c Connections) text(Options) string {
	if c.Over {
		return fmt.Sprintf("ct count over %d", c.Count)
	}
	return fmt.Sprintf("ct count %d", c.Count)
}

// Queue hands a packet to a program.
type Queue struct {
	From, To uint16
	Bypass   bool
	Fanout   bool
}

func (q Queue) text(Options) string {
	var flags []string
	if q.Bypass {
		flags = append(flags, "bypass")
	}
	if q.Fanout {
		flags = append(flags, "fanout")
	}
	text := "queue"
	if len(flags) > 0 {
		text += " flags " + strings.Join(flags, ",")
	}
	text += fmt.Sprintf(" to %d", q.From)
	if q.To != q.From {
		text += fmt.Sprintf("-%d", q.To)
	}
	return text
}

// Learn adds something of the packet to a set, or to a map.
type Learn struct {
	Verb     string // "add", "update" or "delete"
	Set      string
	Key      Operand
	Timeout  time.Duration
	Stateful []Statement
	Data     From // of a map
	Types    []Type
}

func (l Learn) text(o Options) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s @%s { %s", l.Verb, l.Set, l.Key)
	if l.Timeout > 0 {
		b.WriteString(" timeout " + o.time(l.Timeout))
	}
	o.Stateless = true
	for _, s := range l.Stateful {
		b.WriteString(" " + s.text(o))
	}
	if !l.Data.empty() {
		b.WriteString(" : " + l.Data.text(l.Types, o))
	}
	return b.String() + " }"
}

// Comment is a remark for people.
type Comment struct{ Text string }

func (c Comment) text(Options) string { return `comment "` + c.Text + `"` }

// Opaque is a part that is in the kernel and not in this package, in the words of whoever read it.
type Opaque struct{ Text string }

func (o Opaque) text(Options) string { return o.Text }
