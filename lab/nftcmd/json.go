package nftcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// with appends a member.
func (o object) with(name string, value any) object { return append(o, member{name, value}) }

// one is an object of one member.
func one(name string, value any) object { return object{{name, value}} }

// array is a JSON array.
type array []any

// write writes JSON with the spaces that nft has in it.
func write(b *strings.Builder, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case object:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(strconv.Quote(m.name) + ": ")
			write(b, m.value)
		}
		b.WriteByte('}')
	case array:
		b.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				b.WriteString(", ")
			}
			write(b, x)
		}
		b.WriteByte(']')
	case string:
		b.WriteString(strconv.Quote(v))
	default:
		fmt.Fprint(b, v)
	}
}

// JSON writes what a command lists as `nft -j` does.
func JSON(c Command, tables []Table, o Options) (string, error) {
	if o.Numeric || o.Stateless || o.Terse || o.Priority {
		return "", fmt.Errorf("%w: -j with other options", ErrForeign)
	}
	list := array{one("metainfo", object{{"version", "1.0.6"}, {"release_name", "Lester Gooch #5"}, {"json_schema_version", 1}})}
	for _, t := range tables {
		if c.tellsRules() && slices.ContainsFunc(t.Chains, func(ch Chain) bool { return (c.Chain == "" || c.Chain == ch.Name) && ch.learnsPairs() }) {
			return "", fmt.Errorf("%w: -j of what is added to a map", ErrForeign)
		}
		list = append(list, t.json(c)...)
	}
	var b strings.Builder
	write(&b, one("nftables", list))
	return b.String() + "\n", nil
}

// tellsRules tells whether what a command lists has rules in it.
func (c Command) tellsRules() bool {
	return c.Object == "ruleset" || c.Object == "table" || c.Object == "chain"
}

// learnsPairs tells whether a rule adds to a map, for which nft has no JSON: it warns, and writes the rule's text.
func (c Chain) learnsPairs() bool {
	for _, r := range c.Rules {
		for _, s := range r.Rule {
			if l, ok := s.(Learn); ok && !l.Data.empty() {
				return true
			}
		}
	}
	return false
}

// json are the objects of a table that a command lists.
func (t Table) json(c Command) array {
	var list array
	all := c.Object == "ruleset" || c.Object == "table"
	if all || c.Object == "tables" {
		list = append(list, one("table", object{{"family", t.Family}, {"name", t.Name}, {"handle", t.Handle}}))
	}
	for _, o := range t.sorted() {
		if all || (c.Object == o.Kind || c.Object == o.Kind+"s") && (c.Name == "" || c.Name == o.Name) {
			list = append(list, one(o.Kind, o.json(t)))
		}
	}
	for _, s := range t.Sets {
		if all || (c.Object == s.word() || c.Object == s.word()+"s") && (c.Name == "" || c.Name == s.Name) {
			list = append(list, one(s.word(), s.json(t)))
		}
	}
	var rules array
	for _, ch := range t.Chains {
		if !all && c.Object != "chains" && !(c.Object == "chain" && c.Chain == ch.Name) {
			continue
		}
		list = append(list, one("chain", ch.json(t)))
		for _, r := range ch.Rules {
			if c.Object != "chains" {
				rules = append(rules, one("rule", r.json(t, ch)))
			}
		}
	}
	return append(list, rules...)
}

func (c Chain) json(t Table) object {
	o := object{{"family", t.Family}, {"table", t.Name}, {"name", c.Name}, {"handle", c.Handle}}
	if h := c.Hook; h != nil {
		o = append(o, object{{"type", h.Type}, {"hook", h.Name}, {"prio", h.Priority}, {"policy", h.Policy}}...)
	}
	return o
}

func (r ListedRule) json(t Table, c Chain) object {
	o := object{{"family", t.Family}, {"table", t.Name}, {"chain", c.Name}, {"handle", r.Handle}}
	list := array{}
	for _, s := range r.Rule {
		if comment, ok := s.(Comment); ok {
			o = o.with("comment", comment.Text)
			continue
		}
		list = append(list, jsonOf(s))
	}
	return o.with("expr", list)
}

func (o Object) json(t Table) object {
	out := object{{"family", t.Family}, {"name", o.Name}, {"table", t.Name}, {"handle", o.Handle}}
	if o.Comment != "" {
		out = out.with("comment", o.Comment)
	}
	if o.Kind == "quota" {
		out = append(out, object{{"bytes", o.Quota.Bytes}, {"used", o.Quota.Used}}...)
		return out.with("inv", o.Quota.Over)
	}
	return append(out, object{{"packets", int64(o.Counter.Packets)}, {"bytes", int64(o.Counter.Bytes)}}...)
}

// jsonTypes are the names of types: one by itself.
func jsonTypes(types []Type) any {
	if len(types) == 1 {
		return types[0].Name
	}
	var list array
	for _, t := range types {
		list = append(list, t.Name)
	}
	return list
}

func (s Set) json(t Table) object {
	keys, data := s.KeyTypes(), s.DataTypes()
	o := object{{"family", t.Family}, {"name", s.Name}, {"table", t.Name}, {"type", jsonTypes(keys)}, {"handle", s.Handle}}
	if s.Comment != "" {
		o = o.with("comment", s.Comment)
	}
	if s.Map {
		var names []string
		for _, d := range data {
			names = append(names, d.Name)
		}
		o = o.with("map", strings.Join(names, " . "))
	}
	if s.Policy != "" {
		o = o.with("policy", s.Policy)
	}
	if s.Size > 0 && !s.Has("constant") {
		o = o.with("size", s.Size)
	}
	var flags array
	for _, f := range []string{"constant", "interval", "timeout"} {
		if s.Has(f) {
			flags = append(flags, f)
		}
	}
	if len(flags) > 0 {
		o = o.with("flags", flags)
	}
	if s.Timeout > 0 {
		o = o.with("timeout", int64(s.Timeout/time.Second))
	}
	if s.Interval > 0 {
		o = o.with("gc-interval", int64(s.Interval/time.Second))
	}
	if len(s.Elements) > 0 {
		o = o.with("elem", jsonElements(s.Elements, keys, data))
	}
	if len(s.Stateful) > 0 {
		o = o.with("stmt", array{one("counter", nil)})
	}
	return o
}

func jsonElements(elements []Element, keys, data []Type) array {
	list := array{}
	for _, e := range elements {
		list = append(list, e.json(keys, data))
	}
	return list
}

func (e Element) json(keys, data []Type) any {
	key := e.Key.json(keys)
	if e.Timeout > 0 || e.Expires > 0 || e.Comment != "" || len(e.Stateful) > 0 {
		o := object{{"val", key}}
		if e.Timeout > 0 {
			o = o.with("timeout", int64(e.Timeout/time.Second))
		}
		if e.Expires > 0 {
			o = o.with("expires", int64(e.Expires/time.Second))
		}
		if e.Comment != "" {
			o = o.with("comment", e.Comment)
		}
		for _, s := range e.Stateful {
			o = append(o, jsonOf(s).(object)...)
		}
		key = one("elem", o)
	}
	switch {
	case e.Verdict != nil:
		return array{key, jsonOf(*e.Verdict)}
	case len(e.Data) > 0:
		return array{key, e.Data.json(data)}
	}
	return key
}

// json is a value of these types: several are a concatenation.
func (v Value) json(types []Type) any {
	if len(v) == 1 && len(types) > 0 {
		return types[0].json(v[0])
	}
	var list array
	for i, w := range v {
		if i < len(types) {
			list = append(list, types[i].json(w))
		}
	}
	return one("concat", list)
}

// json is a word: a value, a range, a prefix, or several flags.
func (t Type) json(word string) any {
	if word == "*" {
		return word
	}
	if t.Form == FormIndex || t.Form == FormName || t.Form == FormText {
		return word
	}
	if t.Form == FormFlags && strings.Contains(word, ",") {
		var list array
		for f := range strings.SplitSeq(word, ",") {
			list = append(list, f)
		}
		return list
	}
	lo, hi, err := t.Bounds(word)
	if err != nil {
		return word
	}
	if !t.Ranged(word) {
		return t.single(lo)
	}
	if _, length, ok := strings.Cut(word, "/"); ok {
		n, _ := strconv.Atoi(length)
		return one("prefix", object{{"addr", t.Text(lo)}, {"len", n}})
	}
	if t.Name == "inet_proto" {
		t.Symbols = nil // those alone have no names in a range
	}
	return one("range", array{t.single(lo), t.single(hi)})
}

func (t Type) single(data []byte) any {
	switch t.Form {
	case FormAddr, FormEther, FormTraffic:
		return t.Text(data)
	case FormTime:
		return t.Get(data) / 1000
	}
	n := t.Get(data)
	if t.Name == "boolean" {
		return n != 0
	}
	for _, s := range t.Symbols {
		if s.Number == n {
			return s.Name
		}
	}
	return n
}
