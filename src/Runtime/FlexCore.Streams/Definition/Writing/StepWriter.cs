namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes steps. Pure.</summary>
internal static class StepWriter
{
    /// <summary>Writes the entry <c>steps</c>, unless there are none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="steps">The steps.</param>
    /// <exception cref="ArgumentException">One of them has a part that no file can say.</exception>
    public static void WriteAll(DocumentWriter writer, EquatableList<StepDefinition> steps)
    {
        if (steps.Count > 0)
        {
            writer.Key("steps");
            writer.List(steps, step => writer.Mapping(() =>
            {
                WriteKind(writer, step);
                writer.Choice("onError", step.OnError);
            }));
        }
    }

    private static void WriteKind(DocumentWriter writer, StepDefinition step)
    {
        switch (step)
        {
            case FilterStep filter:
                writer.Text("filter", filter.Condition);
                break;
            case MapStep map:
                writer.Named("map", map.Fields);
                break;
            case SelectStep select:
                Texts(writer, "select", select.Fields);
                break;
            case OmitStep omit:
                Texts(writer, "omit", omit.Fields);
                break;
            case RenameStep rename:
                writer.Named("rename", rename.Fields);
                break;
            case OperatorCall call:
                WriteCall(writer, call);
                break;
            default:
                writer.Key(step.Kind);
                writer.Mapping(() => WriteEntries(writer, step));
                break;
        }
    }

    private static void WriteEntries(DocumentWriter writer, StepDefinition step)
    {
        switch (step)
        {
            case ParseStep parse:
                RecordStepWriter.Write(writer, parse);
                break;
            case ExplodeStep explode:
                RecordStepWriter.Write(writer, explode);
                break;
            case SampleStep sample:
                RecordStepWriter.Write(writer, sample);
                break;
            case ValidateStep validate:
                RecordStepWriter.Write(writer, validate);
                break;
            case LookupStep lookup:
                LookupStepWriter.Write(writer, lookup);
                break;
            case ThrottleStep throttle:
                writer.Raw("rate", ExactText.Of(throttle.RecordsPerSecond, "rate"));
                break;
            case BatchStep batch:
                writer.Number("size", batch.Size);
                break;
            case WindowStep window:
                KeyedStepWriter.Write(writer, window);
                break;
            case GroupStep group:
                KeyedStepWriter.Write(writer, group);
                break;
            case DedupeStep dedupe:
                KeyedStepWriter.Write(writer, dedupe);
                break;
            case RateOfChangeStep rate:
                KeyedStepWriter.Write(writer, rate);
                break;
            case SortStep sort:
                KeyedStepWriter.Write(writer, sort);
                break;
            case BranchStep branch:
                BranchStepWriter.Write(writer, branch);
                break;
            default:
                throw new ArgumentException($"A step of the type {step.GetType().Name} has no form in a file.");
        }
    }

    private static void Texts(DocumentWriter writer, string key, EquatableList<DefinitionText> texts)
    {
        writer.Key(key);
        writer.List(texts, text => writer.Value(text.Text));
    }

    private static void WriteCall(DocumentWriter writer, OperatorCall call)
    {
        if (StepKinds.BuiltIn.Contains(call.Name.Text) || StepKinds.Companions.Contains(call.Name.Text))
        {
            throw new ArgumentException($"The operator '{call.Name}' has the name of a built-in step. Register it under another name.");
        }

        writer.Key(call.Name.Text);
        writer.Mapping(() =>
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.IsList)
                {
                    Texts(writer, argument.Name.Text, argument.Values);
                }
                else
                {
                    writer.Text(argument.Name.Text, argument.Values[0]);
                }
            }
        });
    }
}
