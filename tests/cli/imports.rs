//! `import`.

use crate::program::Folder;
use anyhow::Result;

const ARGS: &str =
    "sched: cosine\nlr: 0.005\nepochs: 100\nwarmup_epochs: 0\nmin_lr: 1.0e-06\nclip_grad: 1.0\nmodel: resnet50\nopt: adamw\n";
const CONFIG: &str = "import os\nmax_epochs = 12\nparam_scheduler = [\n    dict(type='LinearLR', start_factor=0.1, end=2),\n    \
    dict(type='MultiStepLR', milestones=[8, 11]),\n]\noptim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02))\n\
    train_cfg = dict(max_epochs=max_epochs)\n";

#[test]
fn a_configuration_becomes_a_plan_with_a_comment_for_each_line_without_an_equal() -> Result<()> {
    let folder = Folder::new()?.with("args.yaml", ARGS)?;
    let ran = folder.run(["import", "args.yaml"])?;
    let expected = "\
# A step of this plan is an epoch: call `advance` after each epoch.
# clip_grad = 1.0: clip the gradients in the training loop, by `clip_grad_norm`
# Not about hyperparameters of the optimizer: model

total_steps = 100
";
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("clip_grad = 1.0: clip"), "a redirected plan does not show its comments: {}", ran.err);
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    // The plan is a plan for the other commands.
    let described = folder.run_with(&ran.out, ["describe", "-"])?;
    assert!(described.out.starts_with("lr: cosine from 0.005 to 1e-6 at 100"), "{}{}", described.out, described.err);
    Ok(())
}

#[test]
fn a_python_config_is_guessed_from_its_names() -> Result<()> {
    let folder = Folder::new()?.with("config.py", CONFIG)?;
    assert_eq!(folder.run(["import", "config.py", "-o", "plan.toml"])?.code, Some(0));
    let rates = folder.run(["trace", "plan.toml", "--steps", "12", "--every", "4"])?.out;
    assert!(rates.starts_with("step,lr[0]"), "{rates}");
    assert_eq!(
        rates.lines().skip(1).map(|line| line.split(',').nth(1)).collect::<Vec<_>>(),
        [Some("0.002"), Some("0.02"), Some("0.002")]
    );
    Ok(())
}

#[test]
fn the_notes_go_to_standard_error_if_the_plan_goes_to_a_file() -> Result<()> {
    let folder = Folder::new()?.with("args.yaml", ARGS)?;
    for plan in ["plan.json", "plan.toml"] {
        let ran = folder.run(["import", "args.yaml", "-o", plan])?;
        assert!(ran.code == Some(0) && ran.out.is_empty() && ran.err.contains("clip_grad = 1.0"), "{ran:?}");
        assert_eq!(folder.run(["describe", plan])?.code, Some(0));
    }
    Ok(())
}

/// A configuration from which nothing would be read, or not what was meant, is no plan of defaults.
#[test]
fn a_misspelt_or_a_nested_configuration_is_an_error() -> Result<()> {
    let arguments = ["--from", "transformers", "--steps-per-epoch", "100"];
    for (contents, message) in [
        (r#"{"learning_rte": 2e-4, "warmup_steps": 5}"#, "learning_rte: did you mean learning_rate? ("),
        (r#"{"learning_rate": 2e-4, "warmup_raito": 0.1}"#, "warmup_raito: did you mean warmup_ratio? ("),
        (
            r#"{"training": {"learning_rate": 2e-4}}"#,
            "these fields are inside of training: import a file that has only what is in it (",
        ),
        (r#"{"model": "gpt2"}"#, "expected fields of TrainingArguments, such as learning_rate or max_steps"),
    ] {
        assert_error("args.json", contents, &arguments, &[message])?;
    }
    Ok(())
}

/// A value that is not in the file is named, because it may be misspelt there.
#[test]
fn defaults_of_the_rate_and_of_the_length_are_named() -> Result<()> {
    let folder = Folder::new()?.with("args.json", r#"{"warmup_steps": 5, "weight_decay": 0.1}"#)?;
    let ran = folder.run(["import", "args.json", "--from", "transformers", "--steps-per-epoch", "100"])?;
    for note in [
        "learning_rate is not given: the base is 5e-5, the default of transformers",
        "Neither max_steps nor num_train_epochs is given: the run has 3 epochs, the default of transformers",
    ] {
        assert!(ran.out.contains(&format!("# {note}")) && ran.err.contains(note), "{note}: {ran:?}");
    }
    Ok(())
}

#[track_caller]
fn assert_error(name: &str, contents: &str, arguments: &[&str], expected: &[&str]) -> Result<()> {
    let folder = Folder::new()?.with(name, contents)?;
    let ran = folder.run([&["import", name], arguments].concat())?;
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
    for part in expected {
        assert!(ran.err.contains(part), "{part:?} is not in {}", ran.err);
    }
    Ok(())
}

#[test]
fn errors_name_the_file_the_place_and_the_line() -> Result<()> {
    assert_error("a.yaml", &ARGS.replace("100", "many"), &[], &["a.yaml: epochs: expected a whole number", "3 | epochs: many"])?;
    assert_error("a.yaml", &ARGS.replace("cosine", "cosin"), &[], &["sched: expected cosine, the nearest of", "1 | sched: cosin"])?;
    assert_error("a.yaml", "a: [1\n", &[], &["a.yaml: expected YAML", "line"])?;
    assert_error("a.yaml", "model: resnet50\n", &[], &["name the library: --from", "lr_scheduler_type (transformers)"])?;
    let config = CONFIG.replace("milestones=[8, 11]", "milestones=[8, get()]");
    assert_error("c.py", &config, &[], &["c.py: param_scheduler: expected literals", "found get at line 5 column"])?;
    let config = CONFIG.replace("MultiStepLR", "MultiStepLRR");
    assert_error(
        "c.py",
        &config,
        &[],
        &["param_scheduler[1].type: expected one of ConstantLR", "5 |     dict(type='MultiStepLRR'"],
    )?;
    let arguments = r#"{"learning_rate": 1e-5, "num_train_epochs": 3}"#;
    assert_error("t.json", arguments, &[], &["t.json: give the number of updates of an epoch: --steps-per-epoch"])?;
    let wrong = r#"{"learning_rate": 1e-5, "max_steps": 30, "lr_scheduler_kwargs": {"num_cycle": 1}}"#;
    assert_error("t.json", wrong, &[], &["lr_scheduler_kwargs.num_cycle: did you mean num_cycles?"])?;
    assert_error("none.yaml", "sched: cosine\n", &[], &["give the rate: --lr"])
}

#[test]
fn what_the_configuration_lacks_can_be_given() -> Result<()> {
    let folder = Folder::new()?.with("list.json", r#"[{"type": "LinearLR", "start_factor": 0.5, "by_epoch": false, "end": 5}]"#)?;
    let ran = folder.run(["import", "list.json", "--from", "mmengine", "--lr", "0.1", "--steps", "50"])?;
    assert!(ran.code == Some(0) && ran.out.contains("total_steps = 50"), "{ran:?}");
    let run = folder.with("t.json", r#"{"learning_rate": 1e-5, "num_train_epochs": 3, "warmup_ratio": 0.1}"#)?;
    let ran = run.run(["import", "t.json", "--steps-per-epoch", "100"])?;
    assert!(ran.code == Some(0) && ran.out.contains("total_steps = 300") && ran.out.contains("steps = 30"), "{ran:?}");
    Ok(())
}

#[test]
fn the_noise_of_timm_and_the_rule_of_transformers_are_imported() -> Result<()> {
    let noisy = ARGS.replace("model: resnet50\n", "lr_noise: [0.4, 0.9]\nlr_noise_pct: 0.1\nseed: 7\n");
    let folder = Folder::new()?.with("args.yaml", &noisy)?;
    let out = folder.run(["import", "args.yaml"])?.out;
    for part in ["type = \"Noise\"", "percent = 0.1", "seed = 7", "from = 40", "until = 90"] {
        assert!(out.contains(part) && !out.contains("# lr_noise"), "{part} is not in {out}");
    }
    assert_error("a.yaml", &noisy.replace("0.4, 0.9", "0.4, 0.9, 1"), &[], &["a.yaml: lr_noise: expected at most 2 numbers"])?;
    assert_error(
        "a.yaml",
        &noisy.replace("pct: 0.1", "pct: 2.0"),
        &[],
        &["lr_noise_pct: expected", "found 2.0", "8 | lr_noise_pct"],
    )?;
    let none = folder.with("none.yaml", ARGS.replace("cosine", "none"))?.run(["import", "none.yaml"])?.out;
    assert!(none.contains("type = \"Constant\"") && none.contains("total_steps = 100"), "{none}");

    let greedy =
        r#"{"learning_rate": 0.1, "max_steps": 30, "lr_scheduler_type": "greedy", "lr_scheduler_kwargs": {"patience": 3}}"#;
    let folder = Folder::new()?.with("t.json", greedy)?;
    let out = folder.run(["import", "t.json"])?.out;
    for part in ["# metric_for_best_model = \"loss\": give this metric to `metric`", "type = \"GreedyLR\"", "patience = 3"] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    let wrong = greedy.replace("\"patience\": 3", "\"factor\": 2");
    assert_error("t.json", &wrong, &[], &["lr_scheduler_kwargs.factor: expected above 0 and below 1, found 2.0"])?;
    let wrong = greedy.replace("patience", "patiense");
    assert_error("t.json", &wrong, &[], &["lr_scheduler_kwargs.patiense: did you mean patience?"])
}

#[test]
fn nothing_of_mmengine_is_read_as_something_else() -> Result<()> {
    let with = |scheduler: &str| format!("{CONFIG}param_scheduler = [{scheduler}]\n");
    for (scheduler, part) in [
        ("dict(type='CosineAnnealingLR', Tmax=5)", "param_scheduler[0].Tmax: did you mean T_max?"),
        ("dict(type='LinearLR', end=3, by_epoch=False, convert_to_iter_based=True)", "convert_to_iter_based: expected false"),
        ("dict(type='LinearLR', end=3.7)", "param_scheduler[0].end: expected a whole number, unless convert_to_iter_based"),
        ("dict(type='StepLR', step_size=3, last_step=4)", "last_step: expected -1"),
        ("dict(type='OneCycleLR', eta_max=0.1, total_steps=5)", "total_steps to be at least 12, the length of the window"),
        (
            "dict(type='CosineRestartLR', periods=[3], restart_weights=[0], eta_min=1e-4)",
            "restart_weights: expected weights above 0",
        ),
        (
            "dict(type='OneCycleLR', eta_max=0.1, end=5), dict(type='CosineAnnealingLR', begin=5, eta_min_ratio=0.1)",
            "expected no OneCycleLR in the list",
        ),
    ] {
        assert_error("c.py", &with(scheduler), &["--steps-per-epoch", "10"], &[part])?;
    }
    let by_update = CONFIG.replace("max_epochs=max_epochs", "max_iters=max_epochs");
    assert_error("c.py", &by_update, &[], &["param_scheduler[0]: a run with max_iters has no epochs", "write by_epoch=False"])?;
    for change in ["train_cfg.update(max_epochs=24)", "optim_wrapper['optimizer']['lr'] = 0.1", "train_cfg, other = 1, 2"] {
        let place = "a statement that may change it at line 9 column 1";
        assert_error("c.py", &format!("{CONFIG}{change}\n"), &[], &["because this program is not run", place])?;
    }
    assert_error(
        "c.py",
        "_base_ = ['a.py']\noptim_wrapper = dict(optimizer=dict(lr=0.1))\n",
        &[],
        &["files of `_base_` are not read"],
    )
}

#[test]
fn classes_and_fields_without_an_equal_of_mmengine_are_read() -> Result<()> {
    let config = "from mmengine.optim import AmpOptimWrapper, LinearLR\nfrom torch.optim import SGD\nlr = 0.01\nlr *= 2\n\
        param_scheduler = [dict(type=LinearLR, start_factor=0.1, end=2)]\n\
        optim_wrapper = dict(type=AmpOptimWrapper, loss_scale='dynamic', constructor='LayerDecay', optimizer=dict(type=SGD, lr=lr, nesterov=True))\n\
        train_cfg: dict = dict(max_epochs=12)\n";
    let folder = Folder::new()?.with("config.py", config)?;
    let out = folder.run(["import", "config.py"])?.out;
    for part in [
        "# constructor = \"LayerDecay\": give the parameters groups",
        "# nesterov = true: choose the optimizer in the program",
        "# Not about hyperparameters of the optimizer: loss_scale",
        "base = 0.02",
        "total_steps = 12",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    Ok(())
}

#[test]
fn each_rule_of_mmengine_has_the_name_of_its_metric() -> Result<()> {
    let rules = "dict(type='ReduceOnPlateauLR', monitor='acc', rule='greater', begin=3), dict(type='ReduceOnPlateauLR')";
    let folder = Folder::new()?.with("config.py", format!("{CONFIG}param_scheduler = [{rules}]\n"))?;
    let out = folder.run(["import", "config.py"])?.out;
    for part in [
        "# monitor = \"acc\": give this metric to `metric_for(\"acc\", ..)` after each validation",
        "# monitor = \"loss\": give this metric to `metric_for(\"loss\", ..)`",
        "[feedback.acc]",
        "[feedback.loss]",
        "mode = \"max\"",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    Ok(())
}

#[test]
fn the_arguments_in_a_program_of_transformers_are_read() -> Result<()> {
    let program = "from transformers import Trainer, TrainingArguments\n\nRATE = 2e-5\n\ndef main(options):\n    arguments = TrainingArguments(\n        \
        'out',\n        learning_rate=RATE,\n        lr_scheduler_type='cosine_with_min_lr',\n        \
        lr_scheduler_kwargs='{\"min_lr_rate\": 0.1}',\n        max_steps=200,\n        logging_steps=options.log,\n    )\n";
    let folder = Folder::new()?.with("train.py", program)?;
    let ran = folder.run(["import", "train.py"])?;
    for part in [
        "# Not read, because their values are not literals: logging_steps",
        "base = 0.00002",
        "eta_min = 0.000002",
        "total_steps = 200",
    ] {
        assert!(ran.out.contains(part), "{part} is not in {}{}", ran.out, ran.err);
    }
    let unread = program.replace("learning_rate=RATE", "learning_rate=options.lr");
    assert_error("t.py", &unread, &[], &["t.py: learning_rate: expected literals", "found options at line 8 column"])?;
    assert_error("t.py", &program.replace("'out',", "**options,"), &[], &["found * at line 7"])?;
    let two = format!("{program}b = TrainingArguments()\n");
    assert_error("t.py", &two, &[], &["expected one call of TrainingArguments", "found another call at line 14"])
}

#[test]
fn a_field_with_a_misspelt_name_is_named() -> Result<()> {
    let misspelt = ARGS.replace("warmup_epochs", "warmup_epoch");
    assert_error("args.yaml", &misspelt, &[], &["args.yaml: warmup_epoch: did you mean warmup_epochs?"])?;
    assert_error(
        "t.json",
        r#"{"learning_rate": 1e-5, "max_steps": 30, "warmup_steps": -5}"#,
        &[],
        &["warmup_steps: expected a number of at least 0"],
    )?;
    // A file of Axolotl has other names.
    let other = "learning_rate: 1e-5\nmax_steps: 30\nlr_scheduler: cosine\n";
    assert_error("t.yaml", other, &[], &["t.yaml: lr_scheduler: write lr_scheduler_type", "3 | lr_scheduler: cosine"])?;
    let other = "learning_rate: 1e-5\nlr_scheduler_type: cosine\nnum_epochs: 4\n";
    assert_error("t.yaml", other, &["--steps-per-epoch", "5"], &["t.yaml: num_epochs: write num_train_epochs"])?;
    let old = "lr_config = dict(policy='step', step=[8, 11])\noptimizer = dict(type='SGD', lr=0.02)\n";
    assert_error("c.py", old, &["--from", "mmengine"], &["`lr_config` is of mmcv 1"])?;
    let long = r#"{"learning_rate": 1e-5, "max_steps": 30, "lr_scheduler_type": "warmup_stable_decay",
        "lr_scheduler_kwargs": {"num_decay_steps": 40}}"#;
    assert_error("t.json", long, &[], &["expected num_decay_steps to be at most 30, the steps behind the warm-up, found 40"])
}
