import { createTransport } from 'nodemailer';

/** Sends by an SMTP server. @param url as smtps://name:password@mail.example.org @param from the sender's address */
export function smtpMailer(
  url: string,
  from: string,
): (mail: { to: string; subject: string; text: string }) => Promise<void> {
  const transport = createTransport(url);
  return async (mail) => {
    await transport.sendMail({ from, ...mail });
  };
}
