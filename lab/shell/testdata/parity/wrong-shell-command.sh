nosuch; echo $?
nosuch with arguments
/tmp; echo $?
./nosuch; echo $?
/etc/passwd; echo $?
cd /nosuch; echo $?
cd a b; echo $?
cd /etc/passwd; echo $?
cat < /nosuch; echo $?
echo x > /nosuch/file; echo $?
f() {
  nosuch-in-function
}
f
echo end
