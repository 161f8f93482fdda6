package main

// What pulumi-aws does for every type that has a name, a region or tags.

import (
	"context"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func addDefaults(mapped *tfbridge.ResourceInfo, schema shim.SchemaMap, isSDK bool) {
	if mapped.Fields == nil {
		mapped.Fields = map[string]*tfbridge.SchemaInfo{}
	}
	fields := mapped.Fields
	if name, ok := schema.GetOk("name"); ok && isInput(name) && fields["name"] == nil {
		fields["name"] = tfbridge.AutoName("name", 255, "-")
	}
	var callbacks []tfbridge.PreCheckCallback
	if region, ok := schema.GetOk("region"); ok && region.Deprecated() == "" {
		callbacks = append(callbacks, fillRegion)
	}
	// The framework's types take care of tags themselves.
	if tagsAll, ok := schema.GetOk("tags_all"); ok && isSDK {
		if tags, ok := schema.GetOk("tags"); ok && isInput(tags) {
			callbacks = append(callbacks, fillTagsAll)
		}
		if isInput(tagsAll) {
			fields["tags_all"] = &tfbridge.SchemaInfo{MarkAsComputedOnly: tfbridge.True()}
		}
	}
	if len(callbacks) > 0 {
		mapped.PreCheckCallback = inSequence(callbacks)
	}
}

func inSequence(callbacks []tfbridge.PreCheckCallback) tfbridge.PreCheckCallback {
	return func(ctx context.Context, inputs, config resource.PropertyMap) (resource.PropertyMap, error) {
		var err error
		for _, callback := range callbacks {
			if inputs, err = callback(ctx, inputs, config); err != nil {
				return nil, err
			}
		}
		return inputs, nil
	}
}

// fillRegion has the provider's region wherever the program gives none.
func fillRegion(_ context.Context, inputs, config resource.PropertyMap) (resource.PropertyMap, error) {
	region, ok := config["region"]
	if !ok || inputs.HasValue("region") {
		return inputs, nil
	}
	filled := inputs.Copy()
	filled["region"] = region
	return filled, nil
}

// fillTagsAll has the provider's default tags below the resource's own, in the output that then is an input, too.
func fillTagsAll(_ context.Context, inputs, config resource.PropertyMap) (resource.PropertyMap, error) {
	filled := inputs.Copy()
	own, common := inputs["tags"], config["defaultTags"]
	if own.ContainsUnknowns() || common.ContainsUnknowns() {
		filled["tagsAll"] = resource.MakeComputed(resource.NewStringProperty(""))
		return filled, nil
	}
	all := resource.PropertyMap{}
	if common.IsObject() && common.ObjectValue()["tags"].IsObject() {
		for key, value := range common.ObjectValue()["tags"].ObjectValue() {
			all[key] = value
		}
	}
	if own.IsObject() {
		for key, value := range own.ObjectValue() {
			all[key] = value
		}
	}
	filled["tagsAll"] = resource.NewObjectProperty(all)
	return filled, nil
}
