package nftcmd

import (
	"strings"
	"time"
)

// jsonOf is a statement as `nft -j` writes it.
func jsonOf(s Statement) any {
	switch s := s.(type) {
	case Match:
		return one("match", s.json())
	case VMap:
		return one("vmap", object{{"key", s.Left.json()}, {"data", s.In.json(s.Left.Types(), nil)}})
	case Counter:
		return one("counter", object{{"packets", int64(s.Packets)}, {"bytes", int64(s.Bytes)}})
	case Reference:
		return one(s.Kind, s.Name)
	case Quota:
		return one("quota", s.json())
	case Verdict:
		if s.Chain != "" {
			return one(s.Kind, one("target", s.Chain))
		}
		return one(s.Kind, nil)
	case NAT:
		return one(s.Kind, s.json())
	case Reject:
		return one("reject", s.json())
	case Limit:
		return one("limit", s.json())
	case Log:
		return one("log", s.json())
	case Assign:
		return one("mangle", object{{"key", Operand{{Key: s.Key}}.json()}, {"value", s.To.json([]Type{keyType(s.Key)})}})
	case Untracked:
		return one("notrack", nil)
	case Connections:
		o := object{{"val", s.Count}}
		if s.Over {
			o = o.with("inv", true)
		}
		return one("ct count", o)
	case Queue:
		return one("queue", s.json())
	case Learn:
		return s.json()
	}
	return one("xt", nil)
}

func keyType(name string) Type {
	k, _ := KeyOf(name)
	return k.Type
}

func (m Match) json() object {
	types := m.Left.Types()
	left, op := m.Left.json(), m.Op
	flags := len(types) == 1 && types[0].Form == FormFlags
	switch {
	case op == "" && flags && m.In == nil && m.Left[0].Mask == "":
		op = "in"
	case op == "":
		op = "=="
	}
	if mask := m.Left[0].Mask; mask != "" {
		left = one("&", array{left, types[0].json(mask)})
	}
	o := object{{"op", op}, {"left", left}}
	if m.In != nil {
		return o.with("right", m.In.json(types, nil))
	}
	return o.with("right", m.Value.json(types))
}

func (l Lookup) json(keys, data []Type) any {
	if l.Name != "" {
		return "@" + l.Name
	}
	return one("set", jsonElements(l.Elements, keys, data))
}

func (o Operand) json() any {
	if len(o) == 1 {
		return o[0].json()
	}
	var list array
	for _, s := range o {
		list = append(list, s.json())
	}
	return one("concat", list)
}

func (s Selector) json() any {
	k, _ := KeyOf(s.Key)
	_, rest, _ := strings.Cut(s.Key, " ")
	switch k.Source {
	case SourcePayload:
		return one("payload", object{{"protocol", k.Header}, {"field", rest}})
	case SourceMeta:
		if rest == "" {
			rest = s.Key
		}
		return one("meta", one("key", rest))
	case SourceCt:
		if k.Direction < 0 {
			return one("ct", one("key", rest))
		}
		direction, key, _ := strings.Cut(rest, " ")
		return one("ct", object{{"key", key}, {"dir", direction}})
	case SourceNumgen:
		return one("numgen", object{{"mode", rest}, {"mod", s.Mod}, {"offset", s.Offset}})
	}
	words := strings.Fields(strings.ReplaceAll(rest, " .", ""))
	var flags array
	for _, f := range words[:len(words)-1] {
		flags = append(flags, f)
	}
	return one("fib", object{{"result", words[len(words)-1]}, {"flags", flags}})
}

func (f From) json(types []Type) any {
	switch {
	case f.Map != nil:
		return one("map", object{{"key", f.Operand.json()}, {"data", f.Map.json(f.Operand.Types(), types)}})
	case len(f.Operand) > 0:
		return f.Operand.json()
	}
	return f.Value.json(types)
}

func (n NAT) json() any {
	var o object
	if n.Family != "" {
		o = o.with("family", n.Family)
	}
	if !n.To.empty() {
		o = o.with("addr", n.To.json(n.types()))
	}
	if !n.Port.empty() {
		o = o.with("port", n.Port.json([]Type{must("inet_service")}))
	}
	switch len(n.Flags) {
	case 0:
	case 1:
		o = o.with("flags", n.Flags[0])
	default:
		var flags array
		for _, f := range n.Flags {
			flags = append(flags, f)
		}
		o = o.with("flags", flags)
	}
	if o == nil {
		return nil
	}
	return o
}

func (r Reject) json() any {
	with := r.With
	if with == "" {
		with = r.Usual
	}
	kind, code, _ := strings.Cut(with, " ")
	switch kind {
	case "":
		return nil
	case "tcp":
		return one("type", "tcp reset")
	}
	return object{{"type", kind}, {"expr", code}}
}

func (l Limit) json() object {
	if !l.Data {
		o := object{{"rate", l.Rate}, {"burst", l.Burst}, {"per", l.Unit}}
		if l.Over {
			o = o.with("inv", true)
		}
		return o
	}
	rate, unit := data(l.Rate)
	burst, burstUnit := data(uint64(l.Burst))
	o := object{{"rate", rate}, {"burst", burst}, {"per", l.Unit}}
	if l.Over {
		o = o.with("inv", true)
	}
	return append(o, object{{"rate_unit", unit}, {"burst_unit", burstUnit}}...)
}

func (l Log) json() any {
	var o object
	if l.Prefix != "" {
		o = o.with("prefix", l.Prefix)
	}
	if l.Group != nil {
		o = o.with("group", *l.Group)
	}
	if l.Snap != 0 {
		o = o.with("snaplen", l.Snap)
	}
	if l.Queue != 0 {
		o = o.with("queue-threshold", l.Queue)
	}
	if l.Level != "" {
		o = o.with("level", l.Level)
	}
	if flags := l.jsonFlags(); len(flags) == 1 {
		o = o.with("flags", flags[0])
	} else if len(flags) > 1 {
		o = o.with("flags", flags)
	}
	if o == nil {
		return nil
	}
	return o
}

func (l Log) jsonFlags() array {
	if l.Flags&logAll == logAll {
		return array{"all"}
	}
	var flags array
	for _, f := range []struct {
		flag uint32
		text string
	}{{logSequence, "tcp sequence"}, {logOptions, "tcp options"}, {logIP, "ip options"}, {logUID, "skuid"}, {logMAC, "ether"}} {
		if l.Flags&f.flag != 0 {
			flags = append(flags, f.text)
		}
	}
	return flags
}

func (q Quota) json() object {
	number, unit := data(q.Bytes)
	o := object{{"val", number}, {"val_unit", unit}}
	if q.Over {
		o = o.with("inv", true)
	}
	if q.Used > 0 {
		used, usedUnit := data(q.Used)
		o = append(o, object{{"used", used}, {"used_unit", usedUnit}}...)
	}
	return o
}

func (q Queue) json() object {
	var o object
	if q.To != q.From {
		o = o.with("num", one("range", array{q.From, q.To}))
	} else {
		o = o.with("num", q.From)
	}
	var flags array
	if q.Bypass {
		flags = append(flags, "bypass")
	}
	if q.Fanout {
		flags = append(flags, "fanout")
	}
	if len(flags) == 1 {
		return o.with("flags", flags[0])
	}
	if len(flags) > 1 {
		return o.with("flags", flags)
	}
	return o
}

func (l Learn) json() object {
	var elem = l.Key.json()
	if l.Timeout > 0 {
		elem = one("elem", object{{"val", elem}, {"timeout", int64(l.Timeout / time.Second)}})
	}
	o := object{{"op", l.Verb}, {"elem", elem}, {"set", "@" + l.Set}}
	if len(l.Stateful) > 0 {
		var list array
		for _, s := range l.Stateful {
			if _, ok := s.(Counter); ok {
				list = append(list, one("counter", nil))
				continue
			}
			list = append(list, jsonOf(s))
		}
		o = o.with("stmt", list)
	}
	return one("set", o)
}
