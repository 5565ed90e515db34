import { z } from 'zod';

// Zod compiles its checks with `new Function`, which our Content-Security-Policy forbids. Must be imported before any schema.
z.config({ jitless: true });
