// What guests read about consent and withdrawal, in the languages in which there are consent texts.

export interface Words {
  textVersion: string;
  agree: string;
  ofAge: (age: number) => string;
  guardian: (minimum: number, below: number) => string;
  agreeFirst: string;
  agreeAndGoOn: string;
  useTicket: string;
  bothWays: string;
  changedMind: string;
  withdrawWhenever: string;
  withdraw: string;
  withdrawAndErase: string;
  whatHappens: string;
  yesWithdraw: string;
  noStay: string;
  erasing: string;
  erasingMore: string;
  erased: string;
  erasedMore: string;
  ticketStays: string;
  enrolAgain: string;
  receipt: string;
  receiptMore: string;
  openReceipt: string;
  youAgreed: string;
  ended: string;
  version: string;
  whoAnswers: string;
  legalBasis: string;
  erasedBy: string;
  takeAway: string;
  signedReceipt: string;
  allData: string;
  allDataMore: string;
  certificate: string;
  certificateMore: string;
  signedCertificate: string;
  lane: string;
  letGoAt: string;
  keysGone: string;
  keysStand: string;
  filesCleared: string;
  filesNotYet: string;
  howToCheck: string;
  held: string;
  nothingHeld: string;
}

const en: Words = {
  textVersion: "Consent text, version",
  agree: "I agree to this. I know that I can withdraw at any time, and that my ticket works without it.",
  ofAge: (age) => `I am ${age} or older.`,
  guardian: (minimum, below) => `I am the parent or guardian, and I agree for a guest who is at least ${minimum} and below ${below}.`,
  agreeFirst: "Tick the box first, or use your ticket.",
  agreeAndGoOn: "Agree and go on",
  useTicket: "Use my ticket instead",
  bothWays: "Both ways in are open to everybody and stand side by side.",
  changedMind: "Changed your mind?",
  withdrawWhenever: "Withdraw whenever you like, here or with the link of your receipt. Your ticket stays valid.",
  withdraw: "Withdraw",
  withdrawAndErase: "Withdraw and erase?",
  whatHappens: "What was computed from your picture is deleted, and every lane forgets it. You then enter with your ticket.",
  yesWithdraw: "Yes, withdraw and erase",
  noStay: "No, stay enrolled",
  erasing: "Erasing…",
  erasingMore: "Deleted on the server. Each lane now confirms that it has forgotten you; this page tells you when the last one has. You may also close it.",
  erased: "Erased",
  erasedMore: "Every lane has confirmed it. Your face is recognised nowhere any more.",
  ticketStays: "Come in with your ticket; it stays valid.",
  enrolAgain: "Enrol again",
  receipt: "Your receipt",
  receiptMore: "Keep this link: with it you withdraw, take away all that is held about you, and get the proof that you were erased.",
  openReceipt: "Open my receipt",
  youAgreed: "You agreed",
  ended: "The consent ended",
  version: "Text and language",
  whoAnswers: "Who answers for it",
  legalBasis: "Legal basis",
  erasedBy: "Erased at the latest",
  takeAway: "Take away",
  signedReceipt: "Signed receipt (JSON)",
  allData: "All that is held about me (JSON)",
  allDataMore: "Everything in the database about your ticket and you, row by row, as it is stored.",
  certificate: "Proof of erasure",
  certificateMore: "This installation signs that your template is gone.",
  signedCertificate: "Signed certificate (JSON)",
  lane: "Lane",
  letGoAt: "let go",
  keysGone: "The event's keys were destroyed",
  keysStand: "The event's keys still stand: others are enrolled. They are destroyed when the event ends.",
  filesCleared: "What deletion leaves behind in the database's files was cleared away",
  filesNotYet: "What deletion leaves behind in the database's files, encrypted, is cleared away later; fetch the certificate again then.",
  howToCheck: "The public key that checks both papers (Ed25519)",
  held: "What is held about you",
  nothingHeld: "Nothing.",
};

const de: Words = {
  textVersion: "Einwilligungstext, Fassung",
  agree: "Ich willige ein. Ich weiß, dass ich jederzeit widerrufen kann und dass mein Ticket auch ohne dies gilt.",
  ofAge: (age) => `Ich bin mindestens ${age} Jahre alt.`,
  guardian: (minimum, below) => `Ich bin Elternteil oder Vormund und willige für einen Gast ein, der mindestens ${minimum} und noch nicht ${below} Jahre alt ist.`,
  agreeFirst: "Setzen Sie zuerst das Häkchen, oder nehmen Sie Ihr Ticket.",
  agreeAndGoOn: "Einwilligen und weiter",
  useTicket: "Lieber mein Ticket benutzen",
  bothWays: "Beide Wege stehen allen offen und liegen nebeneinander.",
  changedMind: "Anders überlegt?",
  withdrawWhenever: "Widerrufen Sie, wann immer Sie möchten, hier oder über den Link Ihrer Quittung. Ihr Ticket bleibt gültig.",
  withdraw: "Widerrufen",
  withdrawAndErase: "Widerrufen und löschen?",
  whatHappens: "Was aus Ihrem Bild berechnet wurde, wird gelöscht, und jede Spur vergisst es. Sie kommen dann mit Ihrem Ticket herein.",
  yesWithdraw: "Ja, widerrufen und löschen",
  noStay: "Nein, angemeldet bleiben",
  erasing: "Wird gelöscht …",
  erasingMore: "Auf dem Server gelöscht. Jetzt bestätigt jede Spur, dass sie Sie vergessen hat; diese Seite sagt Ihnen, wann die letzte es getan hat. Sie können sie auch schließen.",
  erased: "Gelöscht",
  erasedMore: "Jede Spur hat es bestätigt. Ihr Gesicht wird nirgends mehr erkannt.",
  ticketStays: "Kommen Sie mit Ihrem Ticket; es bleibt gültig.",
  enrolAgain: "Wieder anmelden",
  receipt: "Ihre Quittung",
  receiptMore: "Bewahren Sie diesen Link auf: Damit widerrufen Sie, nehmen alles mit, was über Sie gespeichert ist, und erhalten den Nachweis Ihrer Löschung.",
  openReceipt: "Meine Quittung öffnen",
  youAgreed: "Eingewilligt",
  ended: "Die Einwilligung endete",
  version: "Text und Sprache",
  whoAnswers: "Verantwortlich",
  legalBasis: "Rechtsgrundlage",
  erasedBy: "Gelöscht spätestens",
  takeAway: "Mitnehmen",
  signedReceipt: "Unterschriebene Quittung (JSON)",
  allData: "Alles, was über mich gespeichert ist (JSON)",
  allDataMore: "Alles in der Datenbank zu Ihrem Ticket und Ihnen, Zeile für Zeile, wie es gespeichert ist.",
  certificate: "Nachweis der Löschung",
  certificateMore: "Diese Installation unterschreibt, dass Ihr Template fort ist.",
  signedCertificate: "Unterschriebener Nachweis (JSON)",
  lane: "Spur",
  letGoAt: "vergessen",
  keysGone: "Die Schlüssel der Veranstaltung wurden vernichtet",
  keysStand: "Die Schlüssel der Veranstaltung bestehen noch: Andere sind angemeldet. Sie werden am Ende der Veranstaltung vernichtet.",
  filesCleared: "Was das Löschen in den Dateien der Datenbank zurücklässt, wurde beseitigt",
  filesNotYet: "Was das Löschen verschlüsselt in den Dateien der Datenbank zurücklässt, wird später beseitigt; holen Sie den Nachweis dann noch einmal.",
  howToCheck: "Der öffentliche Schlüssel, der beide Papiere prüft (Ed25519)",
  held: "Was über Sie gespeichert ist",
  nothingHeld: "Nichts.",
};

const fr: Words = {
  textVersion: "Texte de consentement, version",
  agree: "J'y consens. Je sais que je peux retirer mon consentement à tout moment et que mon billet est valable sans lui.",
  ofAge: (age) => `J'ai ${age} ans ou plus.`,
  guardian: (minimum, below) => `Je suis le parent ou le tuteur et je consens pour une personne d'au moins ${minimum} ans et de moins de ${below} ans.`,
  agreeFirst: "Cochez d'abord la case, ou utilisez votre billet.",
  agreeAndGoOn: "Consentir et continuer",
  useTicket: "Utiliser plutôt mon billet",
  bothWays: "Les deux entrées sont ouvertes à tous, côte à côte.",
  changedMind: "Vous avez changé d'avis ?",
  withdrawWhenever: "Retirez votre consentement quand vous voulez, ici ou par le lien de votre reçu. Votre billet reste valable.",
  withdraw: "Retirer",
  withdrawAndErase: "Retirer et effacer ?",
  whatHappens: "Ce qui a été calculé à partir de votre photo est supprimé, et chaque couloir l'oublie. Vous entrez alors avec votre billet.",
  yesWithdraw: "Oui, retirer et effacer",
  noStay: "Non, rester inscrit",
  erasing: "Effacement…",
  erasingMore: "Supprimé sur le serveur. Chaque couloir confirme maintenant qu'il vous a oublié ; cette page vous dit quand le dernier l'a fait. Vous pouvez aussi la fermer.",
  erased: "Effacé",
  erasedMore: "Tous les couloirs l'ont confirmé. Votre visage n'est plus reconnu nulle part.",
  ticketStays: "Entrez avec votre billet ; il reste valable.",
  enrolAgain: "S'inscrire de nouveau",
  receipt: "Votre reçu",
  receiptMore: "Gardez ce lien : il vous permet de retirer votre consentement, d'emporter tout ce qui est conservé à votre sujet et d'obtenir la preuve de votre effacement.",
  openReceipt: "Ouvrir mon reçu",
  youAgreed: "Consentement donné",
  ended: "Fin du consentement",
  version: "Texte et langue",
  whoAnswers: "Responsable",
  legalBasis: "Base légale",
  erasedBy: "Effacé au plus tard",
  takeAway: "À emporter",
  signedReceipt: "Reçu signé (JSON)",
  allData: "Tout ce qui est conservé à mon sujet (JSON)",
  allDataMore: "Tout ce que la base de données contient sur votre billet et vous, ligne par ligne, tel quel.",
  certificate: "Preuve d'effacement",
  certificateMore: "Cette installation signe que votre gabarit a disparu.",
  signedCertificate: "Certificat signé (JSON)",
  lane: "Couloir",
  letGoAt: "oublié",
  keysGone: "Les clés de l'événement ont été détruites",
  keysStand: "Les clés de l'événement existent encore : d'autres sont inscrits. Elles sont détruites à la fin de l'événement.",
  filesCleared: "Ce que la suppression laisse dans les fichiers de la base a été nettoyé",
  filesNotYet: "Ce que la suppression laisse, chiffré, dans les fichiers de la base est nettoyé plus tard ; reprenez alors le certificat.",
  howToCheck: "La clé publique qui vérifie les deux documents (Ed25519)",
  held: "Ce qui est conservé à votre sujet",
  nothingHeld: "Rien.",
};

const es: Words = {
  textVersion: "Texto de consentimiento, versión",
  agree: "Doy mi consentimiento. Sé que puedo retirarlo en cualquier momento y que mi entrada vale sin él.",
  ofAge: (age) => `Tengo ${age} años o más.`,
  guardian: (minimum, below) => `Soy padre, madre o tutor y doy el consentimiento por una persona de al menos ${minimum} y menos de ${below} años.`,
  agreeFirst: "Marque primero la casilla o use su entrada.",
  agreeAndGoOn: "Aceptar y seguir",
  useTicket: "Prefiero usar mi entrada",
  bothWays: "Los dos accesos están abiertos a todos y uno junto al otro.",
  changedMind: "¿Ha cambiado de opinión?",
  withdrawWhenever: "Retire el consentimiento cuando quiera, aquí o con el enlace de su recibo. Su entrada sigue siendo válida.",
  withdraw: "Retirar",
  withdrawAndErase: "¿Retirar y borrar?",
  whatHappens: "Lo que se calculó a partir de su foto se borra y todos los carriles lo olvidan. Después entra con su entrada.",
  yesWithdraw: "Sí, retirar y borrar",
  noStay: "No, seguir inscrito",
  erasing: "Borrando…",
  erasingMore: "Borrado en el servidor. Cada carril confirma ahora que le ha olvidado; esta página le dice cuándo lo ha hecho el último. También puede cerrarla.",
  erased: "Borrado",
  erasedMore: "Todos los carriles lo han confirmado. Su rostro ya no se reconoce en ninguna parte.",
  ticketStays: "Entre con su entrada; sigue siendo válida.",
  enrolAgain: "Inscribirse de nuevo",
  receipt: "Su recibo",
  receiptMore: "Guarde este enlace: con él retira el consentimiento, se lleva todo lo que se guarda sobre usted y obtiene la prueba del borrado.",
  openReceipt: "Abrir mi recibo",
  youAgreed: "Consentimiento dado",
  ended: "Fin del consentimiento",
  version: "Texto e idioma",
  whoAnswers: "Responsable",
  legalBasis: "Base jurídica",
  erasedBy: "Borrado como muy tarde",
  takeAway: "Llevarse",
  signedReceipt: "Recibo firmado (JSON)",
  allData: "Todo lo que se guarda sobre mí (JSON)",
  allDataMore: "Todo lo que hay en la base de datos sobre su entrada y usted, fila por fila, tal como está guardado.",
  certificate: "Prueba del borrado",
  certificateMore: "Esta instalación firma que su plantilla ya no existe.",
  signedCertificate: "Certificado firmado (JSON)",
  lane: "Carril",
  letGoAt: "olvidado",
  keysGone: "Las claves del evento se destruyeron",
  keysStand: "Las claves del evento siguen existiendo: hay otras personas inscritas. Se destruyen cuando termina el evento.",
  filesCleared: "Lo que el borrado deja en los archivos de la base de datos se ha limpiado",
  filesNotYet: "Lo que el borrado deja, cifrado, en los archivos de la base de datos se limpia más tarde; descargue entonces el certificado otra vez.",
  howToCheck: "La clave pública que comprueba ambos documentos (Ed25519)",
  held: "Lo que se guarda sobre usted",
  nothingHeld: "Nada.",
};

const LANGUAGES: Record<string, Words> = { en, de, fr, es };

// The words of a language; English where there are none.
export function wordsIn(language: string): Words {
  return LANGUAGES[language.slice(0, 2)] ?? en;
}

// The first of the browser's languages in which there are words.
export function browserLanguage(): string {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}
