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
		b.WriteString(newline(o) + "    " + l.Kind + " " + detailWords(d.Kind))
	}
	if d.Port != nil {
		b.WriteString(newline(o) + "    bridge_slave " + detailWords(d.Port))
	}
	if mode && d.Mode != "" {
		b.WriteString("addrgenmode " + d.Mode + " ")
	}
	return b.String() + detailWords(d.Queues)
}

func detailWords(list []topo.Detail) string {
	var b strings.Builder
	for _, v := range list {
		b.WriteString(v.Name + " " + v.Value + " ")
	}
	return b.String()
}
