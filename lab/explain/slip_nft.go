package explain

import (
	"regexp"
	"slices"
	"strings"

	"vethlab/lab/spell"
)

// nftSlips are of nft.
func nftSlips() []slip {
	return []slip{
		{regexp.MustCompile(`did you mean (?:table|chain|set|map|object|flowtable) ‘([^’]+)’`), namedAsMeant},
		{regexp.MustCompile(`No such file or directory`), inOtherCase},
	}
}

// namedAsMeant mends a name by the one that nft proposes: the word that differs least from it.
func namedAsMeant(words []string, right string, _ around) []string {
	best, least := "", 4
	for _, word := range words[1:] {
		if d := spell.Slips(word, right); d > 0 && d < least {
			best, least = word, d
		}
	}
	if words[0] != "nft" || best == "" {
		return nil
	}
	return instead(words, best, right)
}

// inOtherCase mends `nft list chain ip Nat postrouting`, whose names stand there in other letters.
func inOtherCase(words []string, _ string, lab around) []string {
	n := lab.held.namespace(lab.here)
	if words[0] != "nft" || n == nil {
		return nil
	}
	better := slices.Clone(words)
	for _, t := range n.Tables {
		names := []string{t.Name}
		for _, c := range t.Chains {
			names = append(names, c.Name)
		}
		for at, word := range better {
			for _, name := range names {
				if strings.EqualFold(word, name) && !slices.Contains(names, word) {
					better[at] = name
				}
			}
		}
	}
	return better
}
