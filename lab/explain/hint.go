package explain

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vethlab/lab/inet"
	"vethlab/lab/topo"
)

// Hint is one line on what a command that went well may not have meant to do; empty for most. It is for an IPv4 address that was given
// without its length, which makes it a network of its own: that is meant for lo, and with a peer. It is also for words that ip and docker
// take no notice of, or hand on, and for a device that lost something as it was moved: before is the lab as the line found it.
func (w Words) Hint(line string, before Held, lang string) string {
	if text := fullWidth(line, lang); text != "" && strings.HasPrefix(strings.TrimSpace(line), "ip ") {
		return text
	}
	for _, s := range commands(tokens(line)) {
		words := s.texts()
		if len(words) > 0 && words[0] == "explain" {
			continue // It carries nothing out.
		}
		steps, p := w.follow(words)
		if text := before.lost(before.namespace(p.netns), words[min(p.program, len(words)):], lang); text != "" {
			return text
		}
		if text := unheeded(words, steps, lang); text != "" {
			return text
		}
		for _, step := range steps {
			word := words[0]
			words = words[step.count:]
			adds := step.at == "ip addr add" || step.at == "ip address add"
			if step.value && word == "0.0.0.0" && strings.HasSuffix(step.at, "route add") {
				return map[string]string{
					"en": "0.0.0.0 alone is one address, as /32: the way to everywhere is `default`.",
					"zh": "单独的 0.0.0.0 只是一个地址（/32）：通往所有地方的路由写 `default`。",
				}[lang]
			}
			if text := readAs(step, word, lang); text != "" {
				return text
			}
			meant := slices.Contains(s.texts(), "peer") || slices.Contains(s.texts(), "lo")
			if a, err := netip.ParseAddr(word); adds && !meant && step.value && err == nil && a.Is4() {
				return fmt.Sprintf(map[string]string{
					"en": "%s stands alone in its network, as /32. Was a length meant, such as %s/24?",
					"zh": "%s 独自成为一个网络（/32）。是不是要写长度，例如 %s/24？",
				}[lang], word, word)
			}
		}
	}
	return ""
}

// readAs tells how ip reads an address that is not written as usual (inet_aton(3)): in octal, or with less than four numbers.
func readAs(s step, word, lang string) string {
	text, length, _ := strings.Cut(word, "/")
	adds := strings.HasSuffix(s.at, " add") || strings.HasSuffix(s.at, " replace")
	if _, err := netip.ParseAddr(text); err == nil || !s.value || !adds || !strings.Contains(text, ".") {
		return ""
	}
	a, err := inet.Parse4(text)
	if err != nil {
		return ""
	}
	read := a.String()
	if length != "" {
		read += "/" + length
	}
	return fmt.Sprintf(map[string]string{
		"en": "ip read %s as %s: write all four numbers, without a zero before them.",
		"zh": "ip 把 %s 读成了 %s：四个数字都要写，前面不要加 0。",
	}[lang], word, read)
}

// unheeded is a hint on a second name for `ip netns add`, which ip passes over, on `state up`, which switches nothing on, on switches of
// docker's behind the image, which are the command's there, and on an address for docker0; empty for others.
func unheeded(words []string, steps []step, lang string) string {
	if len(words) > 4 && slices.Equal(words[:3], []string{"ip", "netns", "add"}) {
		return strings.NewReplacer("FIRST", words[3], "SECOND", words[4]).Replace(map[string]string{
			"en": "ip made FIRST and passed over SECOND: `ip netns add SECOND` makes that.",
			"zh": "ip 只创建了 FIRST，没有理会 SECOND：用 `ip netns add SECOND` 创建它。",
		}[lang])
	}
	if len(words) > 4 && slices.Equal(words[:2], []string{"ip", "netns"}) && (words[2] == "del" || words[2] == "delete") {
		return strings.NewReplacer("FIRST", words[3], "SECOND", words[4]).Replace(map[string]string{
			"en": "ip deleted FIRST alone, and passed over SECOND: `ip netns del SECOND` deletes that.",
			"zh": "ip 只删除了 FIRST，没有理会 SECOND：用 `ip netns del SECOND` 删除它。",
		}[lang])
	}
	if at := slices.Index(words, "state"); at > 3 && at+2 == len(words) && slices.Equal(words[:3], []string{"ip", "link", "set"}) && (words[at+1] == "up" || words[at+1] == "down") {
		return fmt.Sprintf(map[string]string{
			"en": "`state` switches nothing: `ip link set %s %s` does.", "zh": "`state` 不会启用或停用设备，要用 `ip link set %s %s`。",
		}[lang], words[at-1], words[at+1])
	}
	image, isRun := 0, false
	for _, s := range steps {
		image += s.count
		if isRun = s.isFor("<IMAGE>") && strings.HasSuffix(s.at, " run"); isRun {
			break
		}
	}
	said := func(option string) bool {
		return slices.ContainsFunc(words[:image], func(word string) bool { return word == option || strings.HasPrefix(word, option+"=") })
	}
	if isRun && said("--ip") && !said("--net") && !said("--network") {
		return map[string]string{
			"en": "Without `--net`, docker takes no notice of `--ip`: make a network with `--subnet`, and name it.",
			"zh": "没有 `--net` 时 docker 不理会 `--ip`：先用 `--subnet` 建一个网络，再写上它。",
		}[lang]
	}
	for i, word := range words[image:] {
		name, _, _ := strings.Cut(word, "=")
		published := name == "-p" && isRun && image+i+1 < len(words) && strings.Contains(words[image+i+1], ":")
		if published || slices.Contains([]string{"--name", "--net", "--network", "--publish", "--detach"}, name) {
			return fmt.Sprintf(map[string]string{
				"en": "What stands behind the image is the command's own: write `%s` before the image.",
				"zh": "镜像后面的词都属于容器里的命令：把 `%s` 写到镜像前面。",
			}[lang], name)
		}
	}
	return ""
}

// lost tells of a device that a command of ip's has put into another namespace what the kernel took from it (dev_change_net_namespace): its
// addresses, and that it was on. It is empty for others, and where nothing was lost.
func (h Held) lost(from *topo.Namespace, words []string, lang string) string {
	at := slices.Index(words, "netns")
	if from == nil || at < 2 || at+1 >= len(words) || words[0] != "ip" || !slices.Contains(words[:at], "set") {
		return ""
	}
	link, to := from.Link(words[at-1]), h.Topology.Namespace(words[at+1])
	if link == nil || to == nil || to.ID == from.ID {
		return ""
	}
	var addresses []string
	for _, a := range link.Addrs {
		if !a.Local.IsLinkLocalUnicast() {
			addresses = append(addresses, netip.PrefixFrom(a.Local, a.PrefixLen).String())
		}
	}
	text := ""
	switch on := link.Flags&topo.FlagUp != 0; {
	case len(addresses) > 0:
		text = map[string]string{
			"en": "A device that moves loses its addresses and is switched off: give LINK ADDRESS again in THERE, and switch it on.",
			"zh": "设备移走后会失去地址，并被停用：请在 THERE 里重新给 LINK 加上 ADDRESS，再启用它。",
		}[lang]
	case on && !slices.Contains(words[at:], "up"):
		text = map[string]string{
			"en": "A device that moves is switched off: `ip netns exec THERE ip link set LINK up` switches it on again.",
			"zh": "设备移走后会被停用：用 `ip netns exec THERE ip link set LINK up` 再启用它。",
		}[lang]
	}
	and := map[string]string{"en": " and ", "zh": "、"}[lang]
	return strings.NewReplacer("LINK", link.Name, "THERE", to.Name, "ADDRESS", strings.Join(addresses, and)).Replace(text)
}
