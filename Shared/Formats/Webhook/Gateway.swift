/// Mail gateway whose webhooks are understood; the raw value names it in the source of a message.
public enum Gateway: String, CaseIterable, Hashable, Sendable {
  case ahasend, azure, brevo, cloudflare, emailit, forwardemail, lettermint, mailchimp, mailersend
  case mailgun, mailjet, mailomat, mailtrap, postal, postmark, resend, scaleway, sendgrid, ses
  case smtp2go, sparkpost, sweego
  case unisenderGo = "unisender_go"

  /// Finds a gateway by the last part of a message's source, in any of the ways it is written.
  public init?(source: String) {
    let name = source.split(whereSeparator: { "/:#.".contains($0) }).last.map(String.init) ?? source
    let folded = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch folded {
    case "mandrill": self = .mailchimp
    case "amazonses", "awsses": self = .ses
    case "sendinblue": self = .brevo
    case "azureacs", "acs", "azurecommunication": self = .azure
    case "twiliosendgrid": self = .sendgrid
    default:
      guard
        let known = Gateway.allCases.first(where: {
          $0.rawValue.filter { $0 != "_" } == folded
        })
      else { return nil }
      self = known
    }
  }

  /// Reads what a gateway sent; events that are no news (opens, clicks, sends) are left out.
  public func events(in body: [UInt8]) throws(GatewayFault) -> [GatewayEvent] {
    switch self {
    case .ahasend: try AhaSend.events(in: GatewayBody(body, of: self).json())
    case .azure: try Azure.events(in: GatewayBody(body, of: self).json())
    case .brevo: try Brevo.events(in: GatewayBody(body, of: self).json())
    case .cloudflare: try Cloudflare.events(in: GatewayBody(body, of: self).json())
    case .emailit: try Emailit.events(in: GatewayBody(body, of: self).json())
    case .forwardemail: try ForwardEmail.events(in: GatewayBody(body, of: self).json())
    case .lettermint: try Lettermint.events(in: GatewayBody(body, of: self).json())
    case .mailchimp:
      try Mailchimp.events(in: GatewayBody(body, of: self).json(inField: "mandrill_events"))
    case .mailersend: try MailerSend.events(in: GatewayBody(body, of: self).json())
    case .mailgun: try Mailgun.events(in: GatewayBody(body, of: self).jsonOrForm())
    case .mailjet: try Mailjet.events(in: GatewayBody(body, of: self).json())
    case .mailomat: try Mailomat.events(in: GatewayBody(body, of: self).json())
    case .mailtrap: try Mailtrap.events(in: GatewayBody(body, of: self).json())
    case .postal: try Postal.events(in: GatewayBody(body, of: self).json())
    case .postmark: try Postmark.events(in: GatewayBody(body, of: self).json())
    case .resend: try Resend.events(in: GatewayBody(body, of: self).json())
    case .scaleway: try Scaleway.events(in: GatewayBody(body, of: self).notification())
    case .sendgrid: try SendGrid.events(in: GatewayBody(body, of: self).json())
    case .ses: try SES.events(in: GatewayBody(body, of: self))
    case .smtp2go: try SMTP2GO.events(in: GatewayBody(body, of: self).jsonOrForm())
    case .sparkpost: try SparkPost.events(in: GatewayBody(body, of: self).json())
    case .sweego: try Sweego.events(in: GatewayBody(body, of: self).json())
    case .unisenderGo: try UniSenderGo.events(in: GatewayBody(body, of: self).json())
    }
  }
}
