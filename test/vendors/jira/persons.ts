import { type Answer, type Ask, ok, type Route, wrong } from './http.ts';
import { type Group, type Person, personJson } from './people.ts';
import { lookOf, numberOf, platformPage, type Site } from './site.ts';

/** People, groups and who is in them. */
export function personRoutes(site: Site): Route[] {
  const get = (pattern: string, answer: (ask: Ask) => Answer): Route => ({
    method: 'GET',
    pattern: `/rest/api/3/${pattern}`,
    answer,
  });
  const told = (ask: Ask, people: readonly Person[]) => people.map((one) => personJson(one, lookOf(site, ask)));
  const everyone = (ask: Ask) => {
    const startAt = numberOf(ask, 'startAt', 0);
    const page = site.people.all.slice(startAt, startAt + numberOf(ask, 'maxResults', 50, 1000));
    return ok(told(ask, page), page.length * 2);
  };
  const one = (ask: Ask) => ok(told(ask, [personOf(site, ask)])[0], 2);
  const members = (ask: Ask) => {
    const page = platformPage(ask, groupOf(site, ask).members, 50, 50);
    return ok({ ...page, values: told(ask, page.values) }, page.values.length * 2);
  };
  if (site.dataCenter) {
    return [
      get('user', one),
      get('user/search', everyone),
      get('group/member', members),
      get('groups/picker', picker(site)),
    ];
  }
  return [
    get('users', everyone),
    get('users/search', everyone),
    get('user', one),
    get('user/bulk', (ask) => {
      const people = ask.query.getAll('accountId').flatMap((id) => site.people.byId.get(id) ?? []);
      const page = platformPage(ask, people, 10, 200);
      return ok({ ...page, values: told(ask, page.values) }, page.values.length * 2);
    }),
    get('user/groups', (ask) => {
      const person = personOf(site, ask);
      return ok(
        site.people.groups.filter((group) => group.members.includes(person)).map((group) => groupJson(group, ask)),
      );
    }),
    get('group/bulk', (ask) => {
      const page = platformPage(ask, site.people.groups, 50, 50);
      return ok(
        { ...page, values: page.values.map(({ groupId, name }) => ({ groupId, name })) },
        page.values.length * 2,
      );
    }),
    get('group/member', members),
  ];
}

const groupJson = ({ groupId, name }: Group, { base, version }: Ask) => ({
  name,
  groupId,
  self: `${base}/rest/api/${version}/group?groupId=${groupId}`,
});

const picker = (site: Site) => (): Answer => {
  const groups = site.people.groups.map(({ name }) => ({ name, html: name, labels: [] }));
  return ok({ header: `Showing ${groups.length} of ${groups.length} matching groups`, total: groups.length, groups });
};

function personOf({ people, dataCenter }: Site, { query }: Ask): Person {
  const named = query.get(dataCenter ? 'key' : 'accountId') ?? '';
  const person = people.byId.get(named) ?? people.all.find(({ name }) => dataCenter && name === query.get('username'));
  if (person === undefined) throw wrong(404, 'Specified user does not exist or you do not have required permissions');
  return person;
}

function groupOf({ people }: Site, { query }: Ask): Group {
  const id = query.get('groupId');
  const name = query.get('groupname');
  const group = people.groups.find((one) => (id === null ? one.name === name : one.groupId === id));
  if (group === undefined) throw wrong(404, `The group '${id ?? name}' does not exist`);
  return group;
}
