// The part of date-holidays that is used. It is an optional peer, so its own types may be absent.
declare module 'date-holidays' {
  // biome-ignore lint/style/noDefaultExport: that is what the package has
  export default class Holidays {
    constructor(country?: string, state?: string);
    /** Code -> name. */
    getCountries(): Readonly<Record<string, string>>;
    getStates(country: string): Readonly<Record<string, string>> | undefined;
    getHolidays(year: number): readonly {
      /** 'YYYY-MM-DD hh:mm:ss', perhaps with an offset after it: local. */
      readonly date: string;
      readonly start: Date;
      readonly end: Date;
      readonly name: string;
      readonly type: string;
    }[];
  }
}
