/** `assess --format ocsf`: OCSF 1.1 Detection Finding (https://schema.ocsf.io/1.1.0/classes/detection_finding), one a line. */
import type { Severity } from '../findings/severity.js';
import { tool } from '../values/tool.js';
import { instanceArn, placeOf } from './classic/subject.js';
import { type AssessmentReporter, untold } from './reporter.js';
import { descriptionOf, recommendationOf, ruleNameOf, titleOf } from './wording.js';

const severityIds: Readonly<Record<Severity, number>> = { Informational: 1, Low: 2, Medium: 3, High: 4 };

/** Class 2004, activity Create. */
const classUid = 2004;
const activityId = 1;

export const reportOcsf: AssessmentReporter = function* (assessment, { at = untold }) {
  for (const finding of assessment.findings) {
    const place = placeOf(finding, assessment, 'ocsf');
    const { account, region, partition } = place;
    const { severity, networkInterface, instanceId, exposures } = finding;
    const event = {
      activity_id: activityId,
      activity_name: 'Create',
      category_uid: 2,
      category_name: 'Findings',
      class_uid: classUid,
      class_name: 'Detection Finding',
      type_uid: classUid * 100 + activityId,
      time: Date.parse(at),
      severity_id: severityIds[severity],
      severity,
      status_id: 1,
      status: 'New',
      metadata: {
        version: '1.1.0',
        profiles: ['cloud'],
        product: { name: tool.name, vendor_name: tool.name, version: tool.version },
      },
      cloud: { provider: 'AWS', region, account: { uid: account, type: 'AWS Account', type_id: 10 } },
      finding_info: {
        uid: finding.id,
        title: titleOf(finding),
        desc: descriptionOf(finding),
        types: [ruleNameOf(finding)],
        created_time: Date.parse(at),
      },
      remediation: { desc: recommendationOf(finding) },
      resources: [
        {
          uid: instanceArn(place, instanceId),
          name: exposures[0].instance?.tags.get('Name'),
          type: 'AWS::EC2::Instance',
          region,
          cloud_partition: partition,
        },
        { uid: networkInterface.id, type: 'AWS::EC2::NetworkInterface', region, cloud_partition: partition },
      ],
    };
    yield `${JSON.stringify(event)}\n`;
  }
};
