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
            clientfirstname contactfirstname first firstname fname forename givenname leadfirstname prenom prénom
            vorname
            """
        ),
        (
            .lastName,
            """
            apellido apellidos clientlastname contactlastname familienname familyname last lastname leadlastname
            lname nachname surname
            """
        ),
        (
            .fullName,
            """
            attendee attendeename buyer buyername client clientname consumername contact contactname customer
            customername displayname fullname guestname leadname name nombre nombrecompleto personname prospect
            prospectname usercolumndatafullname visitorname
            """
        ),
        (
            .email,
            """
            additionalemail additionalemails alternateemail contactemail correo correoelectronico correoelectrónico
            courriel email emailaddress emailaddresses emailid emailprimary emails homeemail hsadditionalemails
            leademail mail otheremail personalemail primaryemail secondaryemail useremail visitoremail workemail
            """
        ),
        (
            .phone,
            """
            alternatephone businessphone carphone cell cellnumber cellphone cellphonenumber contactnumber
            contactphone daytimephone eveningphone handy homephone leadphone mobile mobilenumber mobilephone
            mobilephonenumber movil móvil number officephone otherphone phone phonenumber phonenumbers phoneprimary
            phones primaryphone secondaryphone secondaryphonenumber tel telefon telefonnummer telefono telephone
            telephonenumber teléfono téléphone whatsapp whatsappphonenumber workphone workphonenumber
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
            additionalcomments background bemerkung bemerkungen comentarios comment comments description inquiry
            lastnote leadmessage memo message messages notas note notes remarks shortsummary
            """
        ),
        (.price, "budget budgetrange desiredprice price pricepoint pricerange searchprice"),
        (.priceMin, "budgetmin lowprice minbudget minimumprice minprice pricefrom pricelow pricemin"),
        (.priceMax, "budgetmax highprice maxbudget maximumprice maxprice pricehigh pricemax priceto"),
        (
            .streetAddress,
            """
            address addressline addresslineone addressstreet homeaddress homestreet mailingaddress mailingstreet
            propertyaddress propertystreet street streetaddress
            """
        ),
        (.city, "addresscity city homecity locality mailingcity primarycity propertycity town"),
        (
            .state,
            """
            addressregion addressstate homestate mailingstate primarystate propertystate province region state
            statecode stateprovince stateregion
            """
        ),
        (
            .zipCode,
            """
            addresspostalcode addresszip homepostalcode mailingpostalcode mailingzip postalcode postcode primaryzip
            propertypostalcode propertyzip zip zipcode zippostalcode
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
        date dateadded datecreated dateofbirth department emaillabel emailtype fax fileas formid formname gclid
        gender groupmembership hidden homecountry homecountryregion hotness id inboxurl industry inquirydate
        ipaddress iscontacted isorganic ispond jobtitle language lastactivity lastactivitydate lastcommunication
        lastcontact lastcontacted lastlogin lastmodifieddate lastmodifieddategmt lasttouch lastupdate lastupdatetime
        lastvisit leaddate leadformid leadscore listingid listingprice listprice marketingcontactstatus medianprice
        middlename mlsid mlsnumber nameprefix namesuffix nextactivitydate nickname numberofemployees optinip
        optintime organization organizationdepartment organizationname organizationtitle ownerid phonelabel
        phoneticfirstname phoneticlastname phoneticmiddlename phonetype photo platform pond prefix propertycountry
        propertytype propertyurl rank rating received recordid referralid registerdate registereddate registertime
        registrationdate salutation score spouse sqft squarefeet submissiondate suffix timeframe timestamp timezone
        title updated visitdate website websitelabel websitevalue
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
