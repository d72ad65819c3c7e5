ip netns add n1
for name in .. . / /tmp ./ '' nix ./nix /etc/passwd ../..; do
	ip netns exec n1 "$name"
	echo $?
done
..
echo $?
$(exit 5); echo $?
