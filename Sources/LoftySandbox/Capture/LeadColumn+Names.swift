extension LeadColumn {
    /// What columns are called beside their own names, in the exports of other programs and in people's sheets.
    static let otherNames: [String: LeadColumn] = {
        var all: [String: LeadColumn] = [:]
        for (column, names) in spellings {
            for name in names.split(whereSeparator: \.isWhitespace) { all[String(name)] = column }
        }
        return all
    }()

    private static let spellings: [(LeadColumn, String)] = [
        (.leadID, "leadid loftyid loftyleadid"),
        (
            .firstName,
            """
            clientfirstname contactfirstname first firstname fname forename givenname leadfirstname prenom
            primeironome prénom tên vorname
            """
        ),
        (
            .lastName,
            """
            apellido apellidos clientlastname cognome contactlastname familienname familyname họ last lastname
            leadlastname lname nachname nomdefamille sobrenome surname
            """
        ),
        (
            .fullName,
            """
            attendee attendeename buyer buyername client clientname consumername contact contactname customer
            customername displayname fullname guestname họtên họvàtên leadname name nom nombre nombrecompleto nome
            nomecognome personname prospect prospectname usercolumndatafullname visitorname 名前 姓名 氏名 성명 이름
            """
        ),
        (
            .email,
            """
            additionalemail additionalemails alternateemail contactemail correo correoelectronico correoelectrónico
            courriel email emailaddress emailaddresses emailid emailprimary emails homeemail hsadditionalemails
            leademail mail otheremail personalemail primaryemail secondaryemail useremail visitoremail workemail
            メールアドレス 电子邮件 电子邮箱 电邮 邮箱 電子郵件 이메일
            """
        ),
        (
            .phone,
            """
            alternatephone businessphone carphone cell cellnumber cellphone cellphonenumber cellulare celular
            contactnumber contactphone daytimephone eveningphone handy handynummer homephone leadphone mobile
            mobilenumber mobilephone mobilephonenumber mobilnummer mobiltelefon movil móvil number numérodetéléphone
            officephone otherphone phone phonenumber phonenumbers phoneprimary phones portable primaryphone
            rufnummer secondaryphone secondaryphonenumber sốđiệnthoại tel telefon telefone telefonnummer telefono
            telephone telephonenumber teléfono téléphone téléphoneportable whatsapp whatsappphonenumber workphone
            workphonenumber điệnthoại 手机 手机号 手机号码 电话 电话号码 電話 電話番号 전화번호 휴대폰
            """
        ),
        (
            .leadTypes,
            """
            buyerorseller buyerseller buysell category clienttype contacttype contacttypes dealtype inquirytype
            leadtype leadtypes type types
            """
        ),
        (
            .source,
            """
            fuente howdidyouhearaboutus howtheyfoundus latestsource leadorigin leadsource origin originalsource
            quelle recordsource referralsource source sourcename wheretheycamefrom
            """
        ),
        (.stage, "contactstatus dealstage leadstage leadstatus lifecyclestage pipeline pipelinestage stage status"),
        (.tags, "categories group groups hashtag hashtags keywords label labels lists segments tag tags"),
        (
            .agent,
            """
            agent agentemail agentname assignedagent assignedagentname assignedto assigneduser assigneduseremail
            assignee contactowner hubspotowner leadowner owner owneremail ownername primaryagent
            """
        ),
        (
            .note,
            """
            additionalcomments background bemerkung bemerkungen comentarios comment commentaire commentaires
            comments description inquiry lastnote leadmessage memo message messages notas note notes notiz notizen
            remarks remarque remarques shortsummary 备注
            """
        ),
        (.price, "budget budgetrange desiredprice preis presupuesto price pricepoint pricerange searchprice"),
        (.priceMin, "budgetmin lowprice minbudget minimumprice minprice pricefrom pricelow pricemin"),
        (.priceMax, "budgetmax highprice maxbudget maximumprice maxprice pricehigh pricemax priceto"),
        (
            .streetAddress,
            """
            address addressline addresslineone addressstreet adresse anschrift direccion dirección domicilio
            endereço homeaddress homestreet indirizzo mailingaddress mailingstreet propertyaddress propertystreet
            rue strasse straße street streetaddress
            """
        ),
        (
            .city,
            """
            addresscity cidade citta città city ciudad homecity locality mailingcity ort primarycity propertycity
            stadt town ville 城市
            """
        ),
        (
            .state,
            """
            addressregion addressstate bundesland homestate mailingstate primarystate propertystate province
            provincia region state statecode stateprovince stateregion
            """
        ),
        (
            .zipCode,
            """
            addresspostalcode addresszip cap codepostal codigopostal códigopostal homepostalcode mailingpostalcode
            mailingzip plz postalcode postcode postleitzahl primaryzip propertypostalcode propertyzip zip zipcode
            zippostalcode
            """
        ),
        (
            .doNotContact,
            """
            dnc dncflag dncstatus donotcontact donotcontactflag donotdisturb nocontact optedout optedoutofall optout
            """
        ),
        (
            .cannotCall,
            """
            calloptout cannotcall celldnc celldonotcall cellphonednc dnccall dnccell dncmobile dncphone dncregistry
            donotcall donotcallflag donotcalllist donotcallregistry federaldnc homephonednc mobilednc
            mobiledonotcall mobilephonednc nationaldnc nocall nocalls ondonotcalllist phonednc phonedncflag
            phonednclisted phonedncstatus phonedonotcall phonenumberdnc primaryphonednc workphonednc
            """
        ),
        (
            .cannotText,
            """
            cannottext donotsms donottext donottextflag nosms notext notexts optedoutofsms optedoutoftexts
            smsoptedout smsoptout textoptout
            """
        ),
        (.cannotEmail, "cannotemail donotemail donotemailflag donotmail noemails"),
        (
            .unsubscribed,
            """
            emailoptedout emailoptout emailunsubscribed hasoptedoutofemail hsemailoptout optedoutofemail
            optedoutofemails unsubscribe unsubscribed unsubscribedfromallemail unsubscription
            """
        ),
        (.doNotCallPhones, "dncnumbers dncphones donotcallnumbers donotcallphones"),
    ]

    /// What such files have and no lead can take.
    static let leftOut = Set(
        """
        account accountid addresscountry addressextendedaddress addressformatted addresslabel addresspobox
        addresstype adid adname adsetid adsetname anniversary annualrevenue associatedcompany associatedcompanyids
        avgprice bathrooms baths bedrooms beds birthdate birthday businesscity businesscountryregion
        businesspostalcode businessstate businessstreet campaignid campaignname children company companyname
        confirmtime contactid contacttags country created createdate createddate createdtime createtime creationdate
        date dateadded datecreated dateofbirth department emaillabel emailtype empresa entreprise fax fileas firma
        formid formname gclid gender groupmembership hidden homecountry homecountryregion hotness id inboxurl
        industry inquirydate ipaddress iscontacted isorganic ispond jobtitle land language lastactivity
        lastactivitydate lastcommunication lastcontact lastcontacted lastlogin lastmodifieddate lastmodifieddategmt
        lasttouch lastupdate lastupdatetime lastvisit leaddate leadformid leadscore listingid listingprice listprice
        marketingcontactstatus medianprice middlename mlsid mlsnumber nameprefix namesuffix nextactivitydate
        nickname numberofemployees optinip optintime organization organizationdepartment organizationname
        organizationtitle ownerid pais pays país phonelabel phoneticfirstname phoneticlastname phoneticmiddlename
        phonetype photo platform pond prefix propertycountry propertytype propertyurl rank rating received recordid
        referralid registerdate registereddate registertime registrationdate salutation score spouse sqft squarefeet
        submissiondate suffix timeframe timestamp timezone title updated visitdate website websitelabel websitevalue
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )

    /// Words that make a column of numbers or addresses one about them, or somebody else's.
    static let otherMeanings = Set(
        """
        agent allow allowed assigned assignee assistant attorney best bounced broker call calls campaign can cannot
        carrier click clicked clicks co cobuyer code company confirmed consent count country date delivered display
        dnc do domain emergency ext extension flag frequency id in ineligible invalid label last lender litigator
        manager name no not note notes office open opened opens opt optin optout out owner partner preference
        preferred quarantined rate realtor reason received recipient referrer replied replies reply score sender
        sent spouse status subject subscribed team template text texts time type valid validation verified
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
}
