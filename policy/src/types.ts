// The types of the resources that policies look at.

export const goldenImage = "goldenimage:index:GoldenImage";
export const imageBuild = "goldenimage:index:ImageBuild";

export const component = "aws:imagebuilder/component:Component";
export const containerRecipe = "aws:imagebuilder/containerRecipe:ContainerRecipe";
export const distribution = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
export const imagePipeline = "aws:imagebuilder/imagePipeline:ImagePipeline";
export const imageRecipe = "aws:imagebuilder/imageRecipe:ImageRecipe";
export const infrastructure = "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration";
export const workflow = "aws:imagebuilder/workflow:Workflow";

export const ami = "aws:ec2/ami:Ami";
export const autoScalingGroup = "aws:autoscaling/group:Group";
export const batchEnvironment = "aws:batch/computeEnvironment:ComputeEnvironment";
export const batchJob = "aws:batch/jobDefinition:JobDefinition";
export const ecsCapacityProvider = "aws:ecs/capacityProvider:CapacityProvider";
export const eksCluster = "aws:eks/cluster:Cluster";
export const eksNodeGroup = "aws:eks/nodeGroup:NodeGroup";
export const fleet = "aws:ec2/fleet:Fleet";
export const instance = "aws:ec2/instance:Instance";
export const lambda = "aws:lambda/function:Function";
export const launchConfiguration = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
export const spotFleet = "aws:ec2/spotFleetRequest:SpotFleetRequest";
export const spotInstance = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const ssmParameter = "aws:ssm/parameter:Parameter";
export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
