extension AreaCode {
    /// The zones of each area.
    ///
    /// A code stands with every zone in which a part of its area officially keeps time, however small the part.
    static let areas: [([CallingZone], String)] = [
        // Eastern: CT, DC, DE, FL, GA, MA, MD, ME, NC, NH, NJ, NY, OH, PA, RI, SC, TN, VA, VT, WV
        ([.newYork], "203 475 860 959 202 771 302 239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786"),
        ([.newYork], "813 863 904 941 954 229 404 470 478 678 706 762 770 912 943 339 351 413 508 617 774 781 857 978"),
        ([.newYork], "227 240 301 410 443 667 207 252 336 472 704 743 828 910 919 980 984 603 201 551 609 640 732 848"),
        ([.newYork], "856 862 908 973 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917"),
        ([.newYork], "929 934 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937 215 223 267 272 412 445 484"),
        ([.newYork], "570 582 610 717 724 814 835 878 401 803 821 839 843 854 864 865 276 434 540 571 686 703 757 804"),
        ([.newYork], "826 948 802 304 681"),
        ([.detroit], "231 248 269 313 517 586 616 679 734 810 947 989"),
        ([.indianapolis], "260 317 463 765"),
        ([.louisville], "502 859"),
        // Split between Eastern and Central: Florida's panhandle, south-east Tennessee, Kentucky, Indiana, Michigan
        ([.newYork, .chicago], "448 850 423 729"),
        ([.louisville, .chicago], "270 364 606"),
        ([.indianapolis, .chicago], "219 574 812 930"),
        ([.detroit, .chicago], "906"),
        // Central: AL, AR, IA, IL, KS, LA, MN, MO, MS, NE, OK, TN, TX, WI
        ([.chicago], "205 251 256 334 483 659 938 327 479 501 870 319 515 563 641 712 217 224 309 312 331 447 464 618"),
        ([.chicago], "630 708 730 773 779 815 847 861 872 316 913 225 318 337 457 504 985 218 320 507 612 651 763 924"),
        ([.chicago], "952 235 314 417 557 573 636 660 816 975 228 471 601 662 769 402 531 405 539 572 580 918 615 629"),
        ([.chicago], "731 901 931 210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832"),
        ([.chicago], "903 936 940 945 956 972 979 262 274 353 414 534 608 715 920"),
        // Split between Central and Mountain: KS, NE, ND, SD
        ([.chicago, .denver], "620 785 308 701 605"),
        // Mountain: CO, MT, NM, UT, WY and El Paso
        ([.denver], "303 719 720 748 970 983 406 505 575 385 435 801 307 915"),
        // Arizona keeps standard time all year, the Navajo Nation in its north-east does not
        ([.phoenix], "480 520 602 623"),
        ([.phoenix, .denver], "928"),
        // Split between Mountain and Pacific: ID, eastern OR, NV
        ([.boise, .losAngeles], "208 986 458 541"),
        ([.denver, .losAngeles], "775"),
        // Pacific: CA, NV, OR, WA
        ([.losAngeles], "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661"),
        ([.losAngeles], "669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 702 725 503 971 206"),
        ([.losAngeles], "253 360 425 509 564"),
        // Alaska with the western Aleutians, Hawaii, the territories
        ([.anchorage, .adak], "907"),
        ([.honolulu], "808"),
        ([.puertoRico], "787 939"),
        ([.saintThomas], "340"),
        ([.guam], "671"),
        ([.saipan], "670"),
        ([.pagoPago], "684"),
        // Canada, from east to west
        ([.stJohns, .gooseBay], "709 879"),
        ([.halifax], "782 902"),
        ([.moncton], "428 506"),
        ([.toronto, .halifax], "367 418 581"),
        ([.toronto], "263 354 438 450 468 514 579 819 873 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742"),
        ([.toronto], "753 905 942"),
        ([.toronto, .winnipeg], "807"),
        ([.winnipeg], "204 431 584"),
        ([.regina, .edmonton], "306 474 639"),
        ([.edmonton], "368 403 587 780 825"),
        ([.vancouver], "604"),
        ([.vancouver, .edmonton], "236 250 257 672 778"),
        ([.toronto, .winnipeg, .edmonton, .whitehorse], "867"),
    ]

    /// The island states that share country code 1.
    static let islands: [(CallingZone, String)] = [
        (.nassau, "242"), (.barbados, "246"), (.anguilla, "264"), (.antigua, "268"), (.tortola, "284"),
        (.cayman, "345"), (.bermuda, "441"), (.grenada, "473"), (.grandTurk, "649"), (.jamaica, "658 876"),
        (.montserrat, "664"), (.sintMaarten, "721"), (.saintLucia, "758"), (.dominica, "767"),
        (.saintVincent, "784"), (.santoDomingo, "809 829 849"), (.portOfSpain, "868"), (.saintKitts, "869"),
    ]
}
