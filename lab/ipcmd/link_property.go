package ipcmd

// LinkProperty is `ip link property`: it gives a link other names, or takes them away.
type LinkProperty struct {
	Dev      string
	AltNames []string
	Delete   bool
}

func (p LinkProperty) words() []string {
	list := []string{"link", "property", map[bool]string{false: "add", true: "del"}[p.Delete], "dev", quote(p.Dev)}
	for _, name := range p.AltNames {
		list = append(list, "altname", quote(name))
	}
	return list
}

// parseLinkProperty reads what stands after "ip link property" (iplink.c, iplink_prop).
func parseLinkProperty(a *args) (Action, error) {
	var p LinkProperty
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
		if err := p.read(a); err != nil {
			return nil, err
		}
	}
	if p.Dev == "" {
		return nil, refuse(255, "Not enough of information: \"dev\" argument is required.\n")
	}
	return p, nil
}

// read takes one name. How long one may be is the kernel's to say.
func (p *LinkProperty) read(a *args) (err error) {
	word := a.word()
	switch {
	case matches(word, "altname"):
		if word, err = a.next(); err != nil {
			return err
		}
		if !isLinkName(word, len(word)+1) {
			return invalid("not a valid altname", word)
		}
		p.AltNames = append(p.AltNames, word)
		return nil
	case matches(word, "help"):
		return linkUsage()
	case word == "dev":
		if word, err = a.next(); err != nil {
			return err
		}
	}
	switch {
	case p.Dev != "":
		return garbage("dev", word)
	case !isLinkName(word, len(word)+1):
		return invalid("\"dev\" not a valid ifname", word)
	}
	p.Dev = word
	return nil
}
