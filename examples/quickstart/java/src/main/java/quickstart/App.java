package quickstart;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.goldenimage.pulumi.GoldenImage;
import io.goldenimage.pulumi.GoldenImageArgs;
import io.goldenimage.pulumi.ImageDistribution;
import io.goldenimage.pulumi.ImageDistributionArgs;
import io.goldenimage.pulumi.enums.OperatingSystem;
import io.goldenimage.pulumi.enums.ScheduleWhen;
import io.goldenimage.pulumi.inputs.CustomizeStepArgs;
import io.goldenimage.pulumi.inputs.ImageSourceArgs;
import io.goldenimage.pulumi.inputs.PublishArgs;
import io.goldenimage.pulumi.inputs.RegionDistributionArgs;
import io.goldenimage.pulumi.inputs.ScheduleArgs;
import java.util.Map;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    static void stack(Context ctx) {
        var distribution = new ImageDistribution("distribution", ImageDistributionArgs.builder()
            .regions(Map.of(
                "eu-west-1", RegionDistributionArgs.builder().build(),
                "us-east-1", RegionDistributionArgs.builder().build()))
            .publish(PublishArgs.builder().parameterName("/imagebuilder/goldenimage/base").build())
            .build());
        var base = new GoldenImage("base", GoldenImageArgs.builder()
            .source(ImageSourceArgs.builder().os(OperatingSystem.AmazonLinux2023).build())
            .customize(CustomizeStepArgs.builder()
                .name("nginx")
                .shell("dnf install --assumeyes nginx", "systemctl enable nginx")
                .build())
            .distributionArn(distribution.arn())
            .schedule(ScheduleArgs.builder()
                .cron("0 3 ? * SUN *")
                .when(ScheduleWhen.WhenDependenciesChange)
                .build())
            .build());
        ctx.export("version", base.version());
    }
}
