/** Invented people. The lengths of the two lists share no divisor, so walking both at once repeats a pair only after 1,332. */
export const FIRST_NAMES = [
  ...['Amara', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Kavya', 'Liam'],
  ...['Mei', 'Noor', 'Oskar', 'Paloma', 'Quentin', 'Rosa', 'Samir', 'Tuuli', 'Umar', 'Vera', 'Wanjiru', 'Ximena'],
  ...['Yusuf', 'Zofia', 'Anders', 'Bianca', 'Carlos', 'Dalia', 'Emeka', 'Freya', 'Gabriel', 'Hanna', 'Imran', 'Jana'],
] as const;

export const LAST_NAMES = [
  ...['Adeyemi', 'Bauer', 'Castillo', 'Dubois', 'Eriksen', 'Ferrari', 'Gupta', 'Haddad', 'Ivanova', 'Jansen', 'Kimura'],
  ...['Lindqvist', 'Moreau', 'Nowak', 'Okafor', 'Pereira', 'Qureshi', 'Rossi', 'Santos', 'Tanaka', 'Ueda', 'Vargas'],
  ...['Weber', 'Xu', 'Yilmaz', 'Zhang', 'Abebe', 'Brandt', 'Costa', 'Doyle', 'Endo', 'Fischer', 'Garcia', 'Horvat'],
  ...['Ibrahim', 'Jensen', 'Kowalski'],
] as const;
