//go:build linux

package shell

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var randomNft = flag.Int("random-nft", 100, "how many random sequences of nft commands to run both ways, from the seed of -random-seed on")

// nftLength is how many commands of nft a sequence has at most, after those that it starts with.
const nftLength = 8

// nftSequence is the script of one seed: a namespace of its own, random commands of nft in it, and the ruleset that they left as the real
// nft tells it: in text, with the kernel's bytecode, and in JSON.
func nftSequence(seed uint64, _ bool) string {
	l := newNftLines(lines{rand.New(rand.NewPCG(seed, 1))})
	var b strings.Builder
	fmt.Fprintf(&b, "echo '### %d'; echo '### %d' >&2\nip netns add s\nip netns exec s bash <<'END'\n", seed, seed)
	b.WriteString("/usr/sbin/ip -batch - <<'BEGIN'\nlink set lo up\nlink add v0 type veth peer name v1\nlink add br0 type bridge\nBEGIN\n")
	b.WriteString("nft -f - <<'NFT'\n" + strings.Join(l.beginning(), "\n") + "\nNFT\n")
	for range 1 + l.IntN(nftLength) {
		line := l.command()
		quoted := strings.ReplaceAll(line, "'", `'\''`)
		fmt.Fprintf(&b, "echo '$ %s'; echo '$ %s' >&2\n%s\necho \"= $?\"\n", quoted, quoted, line)
	}
	b.WriteString("echo state:\n/usr/sbin/nft -a --debug=netlink list ruleset\n/usr/sbin/nft -j list ruleset\nEND\nip netns del s\n")
	return b.String()
}

// settledNft is what a sequence said without what differs from run to run: the kernel's tables of elements are hashed by a random number.
func settledNft(text string) string {
	text = pattern(`(?m)(^\telement .*\n){2,}`).ReplaceAllStringFunc(text, func(elements string) string {
		return strings.Join(slices.Sorted(strings.Lines(elements)), "")
	})
	for _, p := range []struct{ pattern, with string }{
		{`(?m)^(\w+ \S+ \S+ \d+) \d+ $`, "$1 "}, // the rule before
		{`\bexpires [0-9dhms]+`, "expires N"}, {`"expires": \d+`, `"expires": N`},
		// bash tells of a program that ended with a signal in words of its own.
		{`(?ms)^[^\n]*: line \d+: +\d+ (Segmentation fault|Aborted) [^\n]*?(<<'NFT'\n.*?^NFT\n)?\n`, ""},
	} {
		text = pattern(p.pattern).ReplaceAllString(text, p.with)
	}
	return normalise(ranked(text))
}

// ranked has the place of each handle among all of them for its number: a transaction that fails takes some handles away, and what
// is left to the real nft then is tried twice.
func ranked(text string) string {
	handle := pattern(`(?m)(# handle |"handle": |^\w+ \S+ \S+ )(\d+)`)
	var all []int
	for _, m := range handle.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[2])
		if err == nil && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return handle.ReplaceAllStringFunc(text, func(found string) string {
		m := handle.FindStringSubmatch(found)
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return found
		}
		return fmt.Sprintf("%sH%d", m[1], slices.Index(all, n)+1)
	})
}

// TestRandomNft runs random sequences of nft's commands through bash with the real nft and through our shell: the same output, the same
// exit codes, the same ruleset and the same bytecode.
func TestRandomNft(t *testing.T) {
	need(t, "bash", "ip", "nft")
	t.Parallel()
	sequences{nftSequence, settledNft}.compare(t, *randomNft)
}
