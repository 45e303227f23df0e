module notifyurl

go 1.19
