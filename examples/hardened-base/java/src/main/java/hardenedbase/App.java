package hardenedbase;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.goldenimage.pulumi.GoldenImage;
import io.goldenimage.pulumi.GoldenImageArgs;
import io.goldenimage.pulumi.ImageBuild;
import io.goldenimage.pulumi.ImageBuildArgs;
import io.goldenimage.pulumi.enums.LifecycleUnit;
import io.goldenimage.pulumi.enums.OperatingSystem;
import io.goldenimage.pulumi.enums.ScheduleWhen;
import io.goldenimage.pulumi.enums.Severity;
import io.goldenimage.pulumi.enums.StigLevel;
import io.goldenimage.pulumi.inputs.CustomizeStepArgs;
import io.goldenimage.pulumi.inputs.HardenArgs;
import io.goldenimage.pulumi.inputs.ImageSourceArgs;
import io.goldenimage.pulumi.inputs.ImageTestsArgs;
import io.goldenimage.pulumi.inputs.LifecycleAgeArgs;
import io.goldenimage.pulumi.inputs.LifecycleArgs;
import io.goldenimage.pulumi.inputs.LifecycleDeletionArgs;
import io.goldenimage.pulumi.inputs.NotifyArgs;
import io.goldenimage.pulumi.inputs.ScheduleArgs;
import io.goldenimage.pulumi.inputs.TestStepArgs;
import io.goldenimage.pulumi.inputs.VulnerabilityScanArgs;
import java.util.Map;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    static void stack(Context ctx) {
        var base = new GoldenImage("base", GoldenImageArgs.builder()
            .source(ImageSourceArgs.builder().os(OperatingSystem.AmazonLinux2023).build())
            .customize(
                CustomizeStepArgs.builder()
                    .name("agent")
                    .managed("amazon-cloudwatch-agent-linux")
                    .build(),
                CustomizeStepArgs.builder()
                    .name("settings")
                    .shell("echo 'net.ipv4.tcp_syncookies = 1' > /etc/sysctl.d/90-base.conf")
                    .build())
            .harden(HardenArgs.builder().stig(StigLevel.High).build())
            .tests(ImageTestsArgs.builder()
                .scan(VulnerabilityScanArgs.builder().build())
                .steps(TestStepArgs.builder()
                    .name("syncookies")
                    .shell("test \"$(sysctl -n net.ipv4.tcp_syncookies)\" = 1")
                    .build())
                .build())
            .schedule(ScheduleArgs.builder()
                .cron("0 3 ? * SUN *")
                .when(ScheduleWhen.WhenDependenciesChange)
                .build())
            .lifecycle(LifecycleArgs.builder()
                .deprecate(LifecycleAgeArgs.builder().olderThan(2).unit(LifecycleUnit.Months).build())
                .delete(LifecycleDeletionArgs.builder()
                    .olderThan(6)
                    .unit(LifecycleUnit.Months)
                    .keepAtLeast(2)
                    .build())
                .build())
            .notify_(NotifyArgs.builder().emails("platform@example.com").build())
            .tags(Map.of("Team", "platform"))
            .build());
        var build = new ImageBuild("build", ImageBuildArgs.builder()
            .pipelineArn(base.pipelineArn())
            .triggers(base.recipeArn())
            .failOnSeverity(Severity.Critical)
            .build());
        ctx.export("amiIds", build.amiIds());
    }
}
