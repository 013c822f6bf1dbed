/**
 * The items of standards that findings and reports map to: ids and titles as published (of the OWASP lists under CC BY-SA 4.0, of the CIS Controls ids and titles only), and our judgement of
 * what credential inventories and access logs can show of each: `direct` findings evidence it, `partial` one side of it, `context` only what would follow from it, `none` nothing here can,
 * and a report says so.
 */
export type Coverage = 'direct' | 'partial' | 'context' | 'none';
export type StandardItem = { id: string; title: string; coverage: Coverage };
export type Standard = { key: string; name: string; version: string; publisher: string; url: string; items: readonly StandardItem[] };

export const standards: readonly Standard[] = [
  {
    key: 'owasp-nhi-2025',
    name: 'OWASP Non-Human Identities Top 10',
    version: '2025',
    publisher: 'OWASP Foundation',
    url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/',
    items: [
      { id: 'NHI1:2025', title: 'Improper Offboarding', coverage: 'direct' },
      { id: 'NHI2:2025', title: 'Secret Leakage', coverage: 'direct' },
      { id: 'NHI3:2025', title: 'Vulnerable Third-Party NHI', coverage: 'partial' },
      { id: 'NHI4:2025', title: 'Insecure Authentication', coverage: 'direct' },
      { id: 'NHI5:2025', title: 'Overprivileged NHI', coverage: 'direct' },
      { id: 'NHI6:2025', title: 'Insecure Cloud Deployment Configurations', coverage: 'partial' },
      { id: 'NHI7:2025', title: 'Long-Lived Secrets', coverage: 'direct' },
      { id: 'NHI8:2025', title: 'Environment Isolation', coverage: 'direct' },
      { id: 'NHI9:2025', title: 'NHI Reuse', coverage: 'direct' },
      { id: 'NHI10:2025', title: 'Human Use of NHI', coverage: 'partial' },
    ],
  },
  {
    key: 'owasp-agentic-2026',
    name: 'OWASP Top 10 for Agentic Applications',
    version: '2026',
    publisher: 'OWASP GenAI Security Project',
    url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    items: [
      { id: 'ASI01', title: 'Agent Goal Hijack', coverage: 'context' },
      { id: 'ASI02', title: 'Tool Misuse and Exploitation', coverage: 'partial' },
      { id: 'ASI03', title: 'Identity and Privilege Abuse', coverage: 'direct' },
      { id: 'ASI04', title: 'Agentic Supply Chain Vulnerabilities', coverage: 'partial' },
      { id: 'ASI05', title: 'Unexpected Code Execution (RCE)', coverage: 'partial' },
      { id: 'ASI06', title: 'Memory & Context Poisoning', coverage: 'context' },
      { id: 'ASI07', title: 'Insecure Inter-Agent Communication', coverage: 'partial' },
      { id: 'ASI08', title: 'Cascading Failures', coverage: 'partial' },
      { id: 'ASI09', title: 'Human-Agent Trust Exploitation', coverage: 'none' },
      { id: 'ASI10', title: 'Rogue Agents', coverage: 'partial' },
    ],
  },
  {
    key: 'nist-csf-2.0',
    name: 'NIST Cybersecurity Framework, PR.AA Identity Management, Authentication, and Access Control',
    version: '2.0',
    publisher: 'NIST',
    url: 'https://doi.org/10.6028/NIST.CSWP.29',
    items: [
      { id: 'PR.AA-01', title: 'Identities and credentials for authorized users, services, and hardware are managed by the organization', coverage: 'partial' },
      { id: 'PR.AA-02', title: 'Identities are proofed and bound to credentials based on the context of interactions', coverage: 'partial' },
      { id: 'PR.AA-03', title: 'Users, services, and hardware are authenticated', coverage: 'partial' },
      { id: 'PR.AA-04', title: 'Identity assertions are protected, conveyed, and verified', coverage: 'partial' },
      {
        id: 'PR.AA-05',
        title:
          'Access permissions, entitlements, and authorizations are defined in a policy, managed, enforced, and reviewed, and incorporate the principles of least privilege and separation of duties',
        coverage: 'direct',
      },
      { id: 'PR.AA-06', title: 'Physical access to assets is managed, monitored, and enforced commensurate with risk', coverage: 'none' },
    ],
  },
  {
    key: 'nist-sp-800-207',
    name: 'NIST SP 800-207 Zero Trust Architecture, tenets (section 2.1)',
    version: 'August 2020',
    publisher: 'NIST',
    url: 'https://doi.org/10.6028/NIST.SP.800-207',
    items: [
      { id: 'T1', title: 'All data sources and computing services are considered resources.', coverage: 'context' },
      { id: 'T2', title: 'All communication is secured regardless of network location.', coverage: 'partial' },
      { id: 'T3', title: 'Access to individual enterprise resources is granted on a per-session basis.', coverage: 'partial' },
      {
        id: 'T4',
        title:
          'Access to resources is determined by dynamic policy—including the observable state of client identity, application/service, and the requesting asset—and may include other behavioral and environmental attributes.',
        coverage: 'partial',
      },
      { id: 'T5', title: 'The enterprise monitors and measures the integrity and security posture of all owned and associated assets.', coverage: 'partial' },
      { id: 'T6', title: 'All resource authentication and authorization are dynamic and strictly enforced before access is allowed.', coverage: 'partial' },
      {
        id: 'T7',
        title:
          'The enterprise collects as much information as possible about the current state of assets, network infrastructure and communications and uses it to improve its security posture.',
        coverage: 'context',
      },
    ],
  },
  {
    key: 'cis-controls-8.1',
    name: 'CIS Critical Security Controls (selected safeguards)',
    version: '8.1',
    publisher: 'Center for Internet Security',
    url: 'https://www.cisecurity.org/controls/v8-1',
    items: [
      { id: '3.3', title: 'Configure Data Access Control Lists', coverage: 'direct' },
      { id: '5.1', title: 'Establish and Maintain an Inventory of Accounts', coverage: 'direct' },
      { id: '5.2', title: 'Use Unique Passwords', coverage: 'partial' },
      { id: '5.3', title: 'Disable Dormant Accounts', coverage: 'direct' },
      { id: '5.4', title: 'Restrict Administrator Privileges to Dedicated Administrator Accounts', coverage: 'direct' },
      { id: '5.5', title: 'Establish and Maintain an Inventory of Service Accounts', coverage: 'direct' },
      { id: '5.6', title: 'Centralize Account Management', coverage: 'partial' },
      { id: '6.1', title: 'Establish an Access Granting Process', coverage: 'none' },
      { id: '6.2', title: 'Establish an Access Revoking Process', coverage: 'partial' },
      { id: '6.3', title: 'Require MFA for Externally-Exposed Applications', coverage: 'partial' },
      { id: '6.4', title: 'Require MFA for Remote Network Access', coverage: 'none' },
      { id: '6.5', title: 'Require MFA for Administrative Access', coverage: 'partial' },
      { id: '6.6', title: 'Establish and Maintain an Inventory of Authentication and Authorization Systems', coverage: 'partial' },
      { id: '6.7', title: 'Centralize Access Control', coverage: 'partial' },
      { id: '6.8', title: 'Define and Maintain Role-Based Access Control', coverage: 'partial' },
      { id: '8.2', title: 'Collect Audit Logs', coverage: 'partial' },
      { id: '8.5', title: 'Collect Detailed Audit Logs', coverage: 'partial' },
      { id: '8.11', title: 'Conduct Audit Log Reviews', coverage: 'partial' },
      { id: '8.12', title: 'Collect Service Provider Logs', coverage: 'partial' },
      { id: '15.7', title: 'Securely Decommission Service Providers', coverage: 'context' },
      { id: '17.9', title: 'Establish and Maintain Security Incident Thresholds', coverage: 'partial' },
    ],
  },
];

/** How findings refer to an item: `owasp-nhi-2025/NHI7:2025`. */
export type StandardRef = string;
export const refOf = ({ key }: Pick<Standard, 'key'>, { id }: Pick<StandardItem, 'id'>): StandardRef => `${key}/${id}`;
