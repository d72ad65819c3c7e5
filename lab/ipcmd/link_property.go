package ipcmd

// LinkProperty is `ip link property`: it gives a link other names, or takes them away.
type LinkProperty struct {
	Dev      string
	AltNames []string
	Delete   bool
}

// propertyParser reads what comes after the verb (iplink.c, iplink_prop).
type propertyParser struct {
	LinkProperty
	*args
}

type propertyRow = keyword[*propertyParser]

func propertyRows(yield func(propertyRow) bool) {
	each(yield, []propertyRow{
		{said: said{"<VERB>", "add or del", "add 或 del"}},
		{said: said{"dev DEV", "the device that is meant", "所指的设备"}, read: func(p *propertyParser) error {
			if _, err := p.next(); err != nil {
				return err
			}
			return p.readDev()
		}, write: func(p *propertyParser) []string { return []string{"dev", quote(p.Dev)} }},
		{said: said{"a[ltname] NAME", "another name of the device", "设备的另一个名字"}, read: (*propertyParser).readName, write: func(p *propertyParser) (list []string) {
			for _, name := range p.AltNames {
				list = append(list, "altname", quote(name))
			}
			return list
		}},
		helpRow[*propertyParser]("h[elp]", linkUsage),
	})
}

func (p LinkProperty) words() []string {
	list := []string{"link", "property", map[bool]string{false: "add", true: "del"}[p.Delete]}
	return append(list, writeAll(propertyRows, &propertyParser{LinkProperty: p})...)
}

// parseLinkProperty reads what stands after "ip link property".
func parseLinkProperty(a *args) (Action, error) {
	p := &propertyParser{args: a}
	switch word := a.word(); {
	case !a.more(), matches(word, "help"):
		return nil, linkUsage()
	case matches(word, "add"):
	case matches(word, "del"):
		p.Delete = true
	default:
		return nil, refuse(255, "Operator required\n")
	}
	for a.skip(); a.more(); a.skip() {
		if err := takeWord(propertyRows, a.word(), p, (*propertyParser).readDev); err != nil {
			return nil, err
		}
	}
	if p.Dev == "" {
		return nil, refuse(255, "Not enough of information: \"dev\" argument is required.\n")
	}
	return p.LinkProperty, nil
}

// readName takes another name. How long one may be is the kernel's to say.
func (p *propertyParser) readName() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if !isLinkName(word, len(word)+1) {
		return invalid("not a valid altname", word)
	}
	p.AltNames = append(p.AltNames, word)
	return nil
}

func (p *propertyParser) readDev() error {
	word := p.word()
	switch {
	case p.Dev != "":
		return garbage("dev", word)
	case !isLinkName(word, len(word)+1):
		return invalid("\"dev\" not a valid ifname", word)
	}
	p.Dev = word
	return nil
}
