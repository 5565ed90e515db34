import '@servicenow/sdk/global';

declare global {
  namespace Now {
    namespace Internal {
      interface Keys extends KeysRegistry {
        explicit: {
          'answered-survey': {
            table: 'sys_script';
            id: 'e2656260491f66e05191ae8e9fcc0b03';
          };
          'attached-task-sla': {
            table: 'sys_script';
            id: '2249b6fc6165b76f296553c119d7a56a';
          };
          bom_json: {
            table: 'sys_module';
            id: '9d64f0aa9e98fdaa846dd41d0a2ea910';
          };
          'changed-change-request': {
            table: 'sys_script';
            id: '12d88727d6043512e5fe6a9bb8117380';
          };
          'changed-incident': {
            table: 'sys_script';
            id: 'f8a0db84bd128ce66520633f4a56f1f9';
          };
          'changed-problem': {
            table: 'sys_script';
            id: '59988cc29b2e18cd9fe86ac6bec8c85a';
          };
          'changed-sc-req-item': {
            table: 'sys_script';
            id: '5d78a710731d538c15b70479af04e2b8';
          };
          'changed-sc-task': {
            table: 'sys_script';
            id: '3c8c9c6fa034f011f1ad006540a8ae0a';
          };
          'changed-task-sla': {
            table: 'sys_script';
            id: '6d2d6d39adf5ecd929efb2465b353220';
          };
          'deleted-change-request': {
            table: 'sys_script';
            id: 'e9e15cd1701c77a12da72ee3d571948b';
          };
          'deleted-incident': {
            table: 'sys_script';
            id: '9dfe5b79dab0a6ced9e025c362099141';
          };
          'deleted-problem': {
            table: 'sys_script';
            id: 'a173876e43b0a5741bdb218a32baa602';
          };
          'deleted-sc-req-item': {
            table: 'sys_script';
            id: '9fb0a977e910f38820d96deb78891ab9';
          };
          'deleted-sc-task': {
            table: 'sys_script';
            id: '6a08a86e1b37e15915ae3a2d8e435fda';
          };
          'drain-outbox': {
            table: 'sysauto_script';
            id: '1c56aa8d39ef66e07ecda755dcb9bfb8';
          };
          package_json: {
            table: 'sys_module';
            id: '8ab3f7b8978292a6bef1e9593575bc37';
          };
          'property-enabled': {
            table: 'sys_properties';
            id: 'e29e64472cb1c3f5be6824c1955c4149';
          };
          'property-key': {
            table: 'sys_properties';
            id: 'e71b8a14f50a67385a62f3b4ff77383d';
          };
          'property-url': {
            table: 'sys_properties';
            id: '6fe3d73b44bf6d1b8f3d566858135515';
          };
          'read-asmt-assessment-instance': {
            table: 'sys_security_acl';
            id: 'da8c1b9a24850cfcd71cb40932dcdba2';
          };
          'read-asmt-metric': {
            table: 'sys_security_acl';
            id: '608e7dd96417bb4515ac455ffc790f30';
          };
          'read-asmt-metric-result': {
            table: 'sys_security_acl';
            id: 'eaf1f180c03c8d21fe0bc8252b606555';
          };
          'read-sys-audit': {
            table: 'sys_security_acl';
            id: '167877d24ec0513de70f818c5c95b756';
          };
          'read-sys-journal-field': {
            table: 'sys_security_acl';
            id: 'ac9ec407f88b346b6442d902cb9f2cce';
          };
          'read-task-sla': {
            table: 'sys_security_acl';
            id: 'f907bdf590343dbd55aef474e8983476';
          };
          'stepladder-signals': {
            table: 'sys_script_include';
            id: 'e7461186587c36fac7c6f6176a4e86e0';
          };
        };
        composite: [
          {
            table: 'sys_security_acl_role';
            id: '01172d6517dbf5b8ff98a86486d920d2';
            key: {
              sys_security_acl: 'ac9ec407f88b346b6442d902cb9f2cce';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_dictionary';
            id: '01cac5fe99bd1c7e04e66e656b6058e7';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'last_error';
            };
          },
          {
            table: 'ua_table_licensing_config';
            id: '0a54ab35f7ed38229ad0ad983e767e3d';
            key: {
              name: 'x_stpl_sig_outbox';
            };
          },
          {
            table: 'sys_dictionary';
            id: '0f6a49fad1933b377759e71bde665415';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'body';
            };
          },
          {
            table: 'sys_security_acl_role';
            id: '1ebc802690ecd5f5193d877a3d65d452';
            key: {
              sys_security_acl: '167877d24ec0513de70f818c5c95b756';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_security_acl_role';
            id: '25ec90441fc966723275a9abc3deef69';
            key: {
              sys_security_acl: '608e7dd96417bb4515ac455ffc790f30';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_dictionary';
            id: '4959329f731ab40f4a8dcb0b1846e479';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'next_at';
            };
          },
          {
            table: 'sys_documentation';
            id: '4cc67acf539168ee6cbe2fc40fde33bf';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'NULL';
              language: 'en';
            };
          },
          {
            table: 'sys_documentation';
            id: '5a103d5d08bd664be39fb05ea50759fa';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'next_at';
              language: 'en';
            };
          },
          {
            table: 'sys_dictionary';
            id: '5b8ec4056c5290b1f4cbed82bd59d7b9';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'NULL';
            };
          },
          {
            table: 'sys_db_object';
            id: '6910af825d77bbc5c107d7eb70305ee2';
            key: {
              name: 'x_stpl_sig_outbox';
            };
          },
          {
            table: 'sys_dictionary';
            id: '76500a119ef5282b6991300308beaac3';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'last_status';
            };
          },
          {
            table: 'sys_documentation';
            id: '78f27b11d820af347009e42f3f23b0c1';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'last_status';
              language: 'en';
            };
          },
          {
            table: 'sys_documentation';
            id: '7d1a15e0e1a9dc465fe1ae40603ce7b1';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'last_error';
              language: 'en';
            };
          },
          {
            table: 'sys_dictionary';
            id: '8bde8c9d2807c0aa02b521bbd9301423';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'attempts';
            };
          },
          {
            table: 'sys_security_acl_role';
            id: '8c9104e30e4ffb12ae6ad08e1c0e1930';
            key: {
              sys_security_acl: 'eaf1f180c03c8d21fe0bc8252b606555';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_documentation';
            id: 'a93e823d6fdeba6a4f8e9eafe63fa0a0';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'body';
              language: 'en';
            };
          },
          {
            table: 'sys_documentation';
            id: 'aff0194f517eeee17ea303037c6c85ba';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'event_id';
              language: 'en';
            };
          },
          {
            table: 'sys_security_acl_role';
            id: 'b8f6e9dd882ab48302073524d8058c53';
            key: {
              sys_security_acl: 'da8c1b9a24850cfcd71cb40932dcdba2';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_security_acl_role';
            id: 'b978cf32985b0041cb3ed5ac1b5a5031';
            key: {
              sys_security_acl: 'f907bdf590343dbd55aef474e8983476';
              sys_user_role: {
                id: 'dae8979585c71c6fe4a531619d81acc9';
                key: {
                  name: 'x_stpl_sig.integration';
                };
              };
            };
          },
          {
            table: 'sys_documentation';
            id: 'cc8d4362beb8fed199cc518ebca14231';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'attempts';
              language: 'en';
            };
          },
          {
            table: 'sys_user_role';
            id: 'dae8979585c71c6fe4a531619d81acc9';
            key: {
              name: 'x_stpl_sig.integration';
            };
          },
          {
            table: 'sys_dictionary';
            id: 'fd1c15040b8af9b61e6907e5478b50c5';
            key: {
              name: 'x_stpl_sig_outbox';
              element: 'event_id';
            };
          },
        ];
      }
    }
  }
}
