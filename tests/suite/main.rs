//! The tests of the whole: one binary, one module a question. Unit tests stand beside the code; what only the house or the
//! program as a whole can get wrong stands here.

// The house.
mod law; //           does every module import only what stands above it, and each outside crate have one door?
mod registries; //    is everything that multiplies in its folder's list?

// What goes in comes out.
mod ledger; //        has every item received one state, and is no word lost?
mod translations; //  are other languages kept, listed, and counted once translated?
mod tables; //        are tables of every kind read whole, and is told what their format hides?
mod bad_input; //     do faults say where and what, and leave no half report and no words behind?
mod limits; //      is what no honest file holds refused for a reason, and what stands beside it still read?
mod logs; //          are tables that teams keep by hand read as they mean them?
mod mail; //         is a message read as its sender's own words, and is every other part of it entered?
mod threads; //      whose words are those that stand in one message, one mailbox or one text with others'?
mod forms; //        is a form that somebody filled in read by its fields, and nothing else taken for one?
mod several; //       are several people's words in one document told apart, and one person's kept together?
mod platforms; //     is each survey platform's export known by its looks, and read as its platform means it?
mod exports; //       is what lies in several files of one export joined, and does another program get its layout back?
mod layouts; //       do other programs get what their layouts promise?
mod documents; //     is what stands in a document read, whatever program wrote it?
mod seeds; //         are the seeds of the fuzz targets read, and do their ledgers add up?
mod events; //        is what was said at an event told from all else in its notes?
mod minutes; //       are minutes and reports of visits read as what people said there, and is nobody known by their initials?
mod spans; //         do spans slice cleanly out of any text?

// What is found and counted.
mod matching; //      does each rule find what the manual says, and no more?
mod counting; //      is everybody counted once, of the right base, and nobody exposed?
mod disclosure; //    can nobody work out a hidden number from what is published?
mod quotes; //        can every quote stand by itself, and is it described in one way?
mod campaigns; //     is every letter of a campaign found, and nobody else taken for one?
mod copies; //        who is the same person, what are copies, and what only looks like it?
mod determinism; //   are the bytes the same for any number of threads, and families for any order of rows?
mod golden; //        does the sample still give the committed report?
mod publishing; //    does nothing that points to a person leave the building, whatever it came in?
mod personal; //      is what is somebody's found in sentences of many kinds, and what only looks so left?

// What the lexicon's author works with.
mod workbench; //     does each command show what a rule does, misses or moves?
mod score; //         is a run held against what people coded, and is told what could not be?
mod intervals; //    do the intervals of score hold the truth as often as they say?
mod checking; //     does a drawn sheet go to people and come back as figures for the whole run?
mod sub_themes; //    does a sub-theme count for its theme wherever a figure is given?
mod overrides; //    do themes that people give or take away count, outlive the next run, and never get lost?
mod learning; //     does a coded sample teach what it holds, and is what was learned told and never counted in silence?
mod manual; //        does every snippet of the lexicon manual do what the manual says?
mod dictionaries; //  are other people's dictionaries read whole, and is nothing lost on the way?

// What people read.
mod page; //          does the page say what counts.csv says, and can everybody read it?
mod comparison; //    does compare tell what moved between two rounds, and nothing that one of them hides?
mod ambitions; //     are national ambitions held against what people raised, where a crosswalk is there?
mod inspection; //    does inspect tell how files would be read, and its profile change nothing?
mod help; //          does --help tell every option and exit code?
mod docs; //          does the documentation name only what exists?
mod event_summaries; // has every event a summary that may be published, with the figures of the tables?
mod workbooks; //     can everybody use the workbooks, and are their numbers those of the CSV files?
mod honest_reports; // do reports say first what campaign letters change, and lead from one number to the next?
mod screen; //        does a run say on the screen what it found, and what its signs mean?
mod word; //          do Word documents hold together as the standard asks, and can everybody find their way?

// What the tests above build on.
mod consultation; //  a consultation in a temporary folder, run through the program
mod numbers; //       pseudo-random numbers, the same on every machine
mod sample; //        the report of the sample consultation, made once
mod office; //        the smallest Word documents and Excel workbooks; what is packed in one
mod attacker; //      whoever tries to work hidden numbers out
mod source; //        the program's own source, as code alone
