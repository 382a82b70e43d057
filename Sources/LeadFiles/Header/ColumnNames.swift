/// The names that columns have in the files of other programs, and in sheets that people make.
///
/// Compared without case, blanks, punctuation, digits and what stands in brackets, so that `Phone 2`, `phone_number` and
/// `PHONE NUMBER (mobile)` are found. Sources: the documented exports of Lofty, Zillow, Realtor.com, HubSpot, Salesforce,
/// Follow Up Boss and Facebook Lead Ads.
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
        return leftOut.contains(folded) ? .leftOut : nil
    }

    private static let fields: [String: LeadField] = {
        var fields: [String: LeadField] = [:]
        for (field, names) in names {
            for name in names.split(separator: " ") { fields[String(name)] = field }
        }
        return fields
    }()

    private static let names: [(LeadField, String)] = [
        (.leadID, "leadid loftyid loftyleadid"),
        (.firstName, "firstname fname first givenname forename leadfirstname contactfirstname clientfirstname"),
        (.lastName, "lastname lname last surname familyname leadlastname contactlastname clientlastname"),
        (
            .fullName,
            """
            name fullname leadname contactname contact clientname client customername customer buyername buyer \
            prospect prospectname displayname consumername
            """
        ),
        (
            .emails,
            """
            email emails emailaddress emailaddresses emailid mail primaryemail emailprimary secondaryemail otheremail \
            workemail personalemail homeemail additionalemail additionalemails leademail contactemail alternateemail \
            hsadditionalemails
            """
        ),
        (
            .phones,
            """
            phone phones phonenumber phonenumbers telephone telephonenumber tel mobile mobilenumber mobilephone \
            mobilephonenumber cell cellphone cellnumber cellphonenumber homephone workphone workphonenumber officephone \
            otherphone primaryphone phoneprimary secondaryphone contactnumber contactphone leadphone number \
            whatsapp whatsappphonenumber alternatephone daytimephone eveningphone
            """
        ),
        (
            .types,
            "leadtypes leadtype type types contacttype clienttype category inquirytype buyerorseller buyerseller"
        ),
        (
            .source,
            """
            source leadsource sourcename originalsource leadorigin origin wheretheycamefrom referralsource \
            howtheyfoundus latestsource recordsource
            """
        ),
        (.stage, "stage status leadstatus leadstage pipeline pipelinestage dealstage lifecyclestage contactstatus"),
        (.tags, "tags tag labels label groups group keywords segments lists"),
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
            additionalcomments lastnote memo
            """
        ),
        (.price, "price budget pricerange pricepoint budgetrange searchprice desiredprice"),
        (.priceMin, "pricemin minprice minimumprice minbudget budgetmin pricefrom lowprice pricelow"),
        (.priceMax, "pricemax maxprice maximumprice maxbudget budgetmax priceto highprice pricehigh"),
        (
            .streetAddress,
            """
            streetaddress street address addressstreet mailingaddress homeaddress mailingstreet addressline \
            addresslineone propertyaddress propertystreet
            """
        ),
        (.city, "city town addresscity mailingcity propertycity locality"),
        (.state, "state stateregion addressstate mailingstate region province stateprovince propertystate statecode"),
        (
            .zipCode,
            "zipcode zip postalcode postcode addresszip mailingzip mailingpostalcode propertyzip zippostalcode propertypostalcode"
        ),
    ]

    private static let leftOut = Set(
        """
        id recordid contactid accountid ownerid createdtime createdate createtime createddate datecreated dateadded created \
        date leaddate inquirydate registerdate registertime registrationdate lastmodifieddate lastmodifieddategmt updated \
        lastupdate lastupdatetime lastactivity lastactivitydate lasttouch lastcontacted lastcontact lastvisit \
        lastcommunication nextactivitydate adid adname adsetid adsetname campaignid campaignname formid formname isorganic \
        platform inboxurl company companyname associatedcompany associatedcompanyids account title jobtitle salutation \
        country addresscountry rating industry website fax emailtype phonetype addresstype iscontacted ispond pond timeframe \
        marketingcontactstatus emailoptout hasoptedoutofemail donotcall unsubscribed score leadscore birthday birthdate \
        dateofbirth mlsid mlsnumber listingid listingprice listprice propertyurl propertytype propertycountry beds bedrooms \
        baths bathrooms squarefeet sqft numberofemployees annualrevenue contacttags hidden language timezone
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
    )
}
