package ipcmd

import (
	"strings"

	"vethlab/lab/topo"
)

// detailText is what -d adds to a link, from the end of its second line on; nothing where l.Details is nil. How the link
// makes its own address is told by `ip link` only.
func detailText(l topo.Link, mode bool, o Options) string {
	d := l.Details
	if d == nil {
		return ""
	}
	var b strings.Builder
	for _, v := range d.Link {
		if v.Name == "promiscuity" || v.Name == "allmulti" {
			b.WriteString(" ")
		}
		b.WriteString(v.Name + " " + v.Value + " ")
	}
	if l.Kind != "" {
		b.WriteString(newline(o) + "    " + l.Kind + " " + detailWords(d.Kind, o))
	}
	if d.Port != nil {
		b.WriteString(newline(o) + "    bridge_slave " + detailWords(d.Port, o))
	}
	if mode && d.Mode != "" {
		b.WriteString("addrgenmode " + d.Mode + " ")
	}
	return b.String() + detailWords(d.Queues, o)
}

// detailWords writes each word, and the value after it where it has one. A line end within is one of the object.
func detailWords(list []topo.Detail, o Options) string {
	var b strings.Builder
	for _, v := range list {
		if v.Name == "" {
			continue
		}
		b.WriteString(strings.ReplaceAll(v.Name, "\n", newline(o)) + " ")
		if v.Value != "" {
			b.WriteString(v.Value + " ")
		}
	}
	return b.String()
}
