/// The names that columns have in the files of other programs, and in sheets that people make.
///
/// Compared without case, blanks, punctuation, digits and what stands in brackets, so that `Phone 2`, `phone_number` and
/// `PHONE NUMBER (mobile)` are found. Sources: the documented exports of Lofty, Zillow, Realtor.com, HubSpot, Salesforce,
/// Follow Up Boss, Facebook Lead Ads, Google Contacts and Outlook.
enum ColumnNames {
    static func fold(_ name: String) -> String {
        var depth = 0
        var folded = String.UnicodeScalarView()
        for scalar in CellText.clean(name).lowercased().unicodeScalars {
            switch scalar {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            default: if depth <= 0, scalar.properties.isAlphabetic { folded.append(scalar) }
            }
        }
        return String(folded)
    }

    /// What a folded name means to an import.
    enum Meaning: Hashable {
        case field(LeadField)
        /// A column that such files have and no lead of Lofty's can take.
        case leftOut
    }

    static func meaning(of name: String) -> Meaning? {
        let folded = fold(name)
        if let field = fields[folded] { return .field(field) }
        return leftOut.contains(folded) ? .leftOut : likely(name, folded)
    }

    /// `Buyer Phone` and `E-mail 1 - Value`: whatever stands around the word, unless it tells that it is something about
    /// the number or address, or somebody else's.
    private static func likely(_ name: String, _ folded: String) -> Meaning? {
        let words = words(name)
        guard words.isDisjoint(with: others) else { return nil }
        if !words.isDisjoint(with: aspects) { return nil }
        if folded.contains("email") { return .field(.emails) }
        return ["phone", "telephone", "mobile", "cell"].contains(where: words.contains) ? .field(.phones) : nil
    }

    /// `emailDomain` is two words, as `Email Domain` is.
    private static func words(_ name: String) -> Set<String> {
        var parted = ""
        for letter in name {
            if letter.isUppercase, parted.last?.isLowercase == true { parted.append(" ") }
            parted.append(letter)
        }
        return Set(parted.lowercased().split { !$0.isLetter }.map(String.init))
    }

    private static let others: Set<String> = [
        "agent", "owner", "lender", "realtor", "broker", "assigned", "assignee", "spouse", "partner", "cobuyer", "co",
        "team", "office", "sender", "company", "assistant", "manager", "referrer", "emergency", "attorney",
    ]

    private static let aspects: Set<String> = [
        "type", "label", "status", "ext", "extension", "opt", "optin", "out", "in", "optout", "consent", "date", "time",
        "verified", "valid", "invalid", "country", "code", "carrier", "score", "preference", "preferred", "best",
        "last",
        "count", "sent", "opened", "clicked", "do", "not", "no", "can", "cannot", "allow", "allowed", "subscribed",
        "bounced", "reason", "display", "name", "notes", "note", "campaign", "template", "subject", "id", "call",
        "text", "texts", "calls", "domain", "received", "delivered", "replied", "replies", "reply", "dnc", "flag",
        "litigator", "open", "opens", "click", "clicks", "rate", "quarantined", "ineligible", "confirmed", "recipient",
        "frequency", "validation",
    ]

    private static let fields: [String: LeadField] = {
        var fields: [String: LeadField] = [:]
        for (field, names) in names {
            for name in names.split(separator: " ") { fields[String(name)] = field }
        }
        return fields
    }()

    private static let names: [(LeadField, String)] = [
        (.leadID, "leadid loftyid loftyleadid"),
        (
            .firstName,
            "vorname prénom prenom primeironome tên firstname fname first givenname forename leadfirstname contactfirstname clientfirstname"
        ),
        (
            .lastName,
            "nachname familienname nomdefamille cognome sobrenome họ apellido apellidos lastname lname last surname familyname leadlastname contactlastname clientlastname"
        ),
        (
            .fullName,
            """
            name fullname leadname contactname contact clientname client customername customer buyername buyer \
            prospect prospectname displayname consumername visitorname guestname personname attendeename attendee \
            usercolumndatafullname nombre nombrecompleto nom nome nomecognome họtên họvàtên 姓名 名前 氏名 이름 성명
            """
        ),
        (
            .emails,
            """
            email emails emailaddress emailaddresses emailid mail primaryemail emailprimary secondaryemail otheremail \
            workemail personalemail homeemail additionalemail additionalemails leademail contactemail alternateemail \
            hsadditionalemails correo correoelectrónico correoelectronico courriel visitoremail useremail 电子邮件 电邮 邮箱 电子邮箱 電子郵件 メールアドレス 이메일
            """
        ),
        (
            .phones,
            """
            phone phones phonenumber phonenumbers telephone telephonenumber tel mobile mobilenumber mobilephone \
            mobilephonenumber cell cellphone cellnumber cellphonenumber homephone workphone workphonenumber officephone \
            otherphone primaryphone phoneprimary secondaryphone contactnumber contactphone leadphone number \
            whatsapp whatsappphonenumber alternatephone daytimephone eveningphone businessphone carphone \
            secondaryphonenumber teléfono telefono telefon telefonnummer téléphone móvil movil handy \
            telefone celular cellulare mobiltelefon mobilnummer handynummer rufnummer telephone portable \
            téléphoneportable numérodetéléphone 电话 电话号码 手机 手机号 手机号码 電話 電話番号 전화번호 휴대폰 điệnthoại sốđiệnthoại
            """
        ),
        (
            .types,
            "dealtype buysell contacttypes leadtypes leadtype type types contacttype clienttype category inquirytype buyerorseller buyerseller"
        ),
        (
            .source,
            """
            source leadsource sourcename originalsource leadorigin origin wheretheycamefrom referralsource \
            howtheyfoundus latestsource recordsource howdidyouhearaboutus fuente quelle
            """
        ),
        (.stage, "stage status leadstatus leadstage pipeline pipelinestage dealstage lifecyclestage contactstatus"),
        (.tags, "hashtags hashtag tags tag labels label groups group keywords segments lists categories"),
        (
            .agent,
            """
            agent assignedagent assignedto assigneduser assignee owner contactowner leadowner ownername agentname \
            assignedagentname primaryagent agentemail hubspotowner owneremail assigneduseremail
            """
        ),
        (
            .note,
            """
            note notes comment comments message messages description remarks leadmessage background inquiry \
            additionalcomments lastnote memo notas comentarios bemerkung bemerkungen shortsummary notiz notizen remarque remarques commentaire \
            commentaires 备注
            """
        ),
        (.price, "price budget presupuesto preis pricerange pricepoint budgetrange searchprice desiredprice"),
        (.priceMin, "pricemin minprice minimumprice minbudget budgetmin pricefrom lowprice pricelow"),
        (.priceMax, "pricemax maxprice maximumprice maxbudget budgetmax priceto highprice pricehigh"),
        (
            .streetAddress,
            """
            streetaddress street address addressstreet mailingaddress homeaddress mailingstreet addressline \
            addresslineone propertyaddress propertystreet homestreet straße strasse adresse anschrift rue dirección \
            direccion domicilio indirizzo endereço
            """
        ),
        (
            .city,
            "primarycity city town addresscity mailingcity propertycity locality homecity ort stadt ville ciudad città citta cidade 城市"
        ),
        (
            .state,
            """
            primarystate state stateregion addressstate mailingstate region province stateprovince bundesland provincia propertystate statecode homestate \
            addressregion
            """
        ),
        (
            .zipCode,
            """
            primaryzip zipcode zip postalcode postcode addresszip mailingzip mailingpostalcode propertyzip zippostalcode \
            propertypostalcode homepostalcode addresspostalcode plz postleitzahl códigopostal codigopostal codepostal cap
            """
        ),
        (
            .doNotContact,
            "donotcontact dnc donotcontactflag dncflag dncstatus nocontact optout optedout optedoutofall donotdisturb"
        ),
        (
            .cannotCall,
            """
            cannotcall donotcall donotcallflag donotcalllist donotcallregistry ondonotcalllist dnccall nocall nocalls \
            dncregistry nationaldnc federaldnc dncphone phonedonotcall calloptout phonednc phonenumberdnc mobilednc \
            mobilephonednc celldnc cellphonednc homephonednc workphonednc primaryphonednc dncmobile dnccell phonednclisted \
            mobiledonotcall celldonotcall phonedncflag phonedncstatus
            """
        ),
        (
            .cannotText,
            """
            cannottext donottext nosms notexts notext donotsms smsoptout textoptout smsoptedout optedoutofsms \
            optedoutoftexts donottextflag
            """
        ),
        (.cannotEmail, "cannotemail donotemail noemails donotmail donotemailflag"),
        (
            .unsubscribed,
            """
            unsubscribed unsubscribe unsubscription emailoptout hasoptedoutofemail emailoptedout optedoutofemail \
            unsubscribedfromallemail optedoutofemails emailunsubscribed hsemailoptout
            """
        ),
        (.doNotCallPhones, "donotcallphones dncphones donotcallnumbers dncnumbers"),
    ]

    private static let leftOut = Set(
        """
        id recordid contactid accountid ownerid createdtime createdate createtime createddate datecreated dateadded created \
        registereddate creationdate timestamp submissiondate visitdate received lastlogin referralid leadformid gclid \
        ipaddress optintime optinip confirmtime hotness rank medianprice avgprice organization \
        date leaddate inquirydate registerdate registertime registrationdate lastmodifieddate lastmodifieddategmt updated \
        lastupdate lastupdatetime lastactivity lastactivitydate lasttouch lastcontacted lastcontact lastvisit \
        lastcommunication nextactivitydate adid adname adsetid adsetname campaignid campaignname formid formname isorganic \
        platform inboxurl company companyname associatedcompany associatedcompanyids account title jobtitle salutation \
        country addresscountry rating industry website fax emailtype phonetype addresstype iscontacted ispond pond timeframe \
        marketingcontactstatus score leadscore birthday birthdate \
        middlename namesuffix nameprefix suffix prefix nickname phoneticfirstname phoneticmiddlename phoneticlastname \
        fileas photo groupmembership organizationname organizationtitle organizationdepartment emaillabel phonelabel \
        addresslabel addressformatted addresspobox addressextendedaddress websitelabel websitevalue anniversary gender \
        department homecountry homecountryregion land pays país pais firma entreprise empresa spouse children businesscity businessstate businessstreet \
        businesspostalcode businesscountryregion dateofbirth mlsid mlsnumber listingid listingprice listprice propertyurl propertytype propertycountry beds bedrooms \
        baths bathrooms squarefeet sqft numberofemployees annualrevenue contacttags hidden language timezone
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
    )
}
