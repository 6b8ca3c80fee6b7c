import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from './exec';

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/**
 * Copies an artifact and everything it needs at run time into a folder.
 * @param coordinates group:artifact:version
 * @throws StackError with Maven's last lines
 */
export async function installJars(coordinates: string, folder: string, logFile: string): Promise<void> {
  const [groupId, artifactId, version] = coordinates.split(':');
  const project = await mkdtemp(join(tmpdir(), 'caravan-maven-'));
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(project, 'pom.xml'),
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>caravan</groupId><artifactId>jars</artifactId><version>1</version>
<dependencies><dependency>
<groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version>
</dependency></dependencies></project>
`,
    );
    const args = ['-B', '-q', PLUGIN, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    await exec('mvn', args, {
      cwd: project,
      logFile,
      purpose: `Fetching ${coordinates} with Maven`,
      remedy: 'Mend what it says, then run the command again.',
    });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
